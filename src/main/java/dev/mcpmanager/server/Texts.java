package dev.mcpmanager.server;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What texts in definitions may contain; stateless. */
final class Texts {
    private Texts() {}

    /**
     * What is wrong with {@code text}, if anything. A newline is refused everywhere: in a command or argument it is
     * nearly always a paste error, in a header it is an injection, and so one rule holds for environment values too.
     */
    static Optional<String> wrong(String text) {
        if (text.indexOf('\0') >= 0) {
            return Optional.of("must not contain a NUL character");
        }
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            return Optional.of("must not contain a newline");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return Optional.of("must be well-formed Unicode");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > InputObject.MAX_TEXT) {
            return Optional.of("must not be longer than %d bytes".formatted(InputObject.MAX_TEXT));
        }
        return Optional.empty();
    }
}
