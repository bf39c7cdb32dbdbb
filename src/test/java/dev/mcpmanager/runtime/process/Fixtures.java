package dev.mcpmanager.runtime.process;

import dev.mcpmanager.server.EnvironmentValue;
import dev.mcpmanager.server.Launch.LocalCommand;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The commands of the tests. */
final class Fixtures {
    private Fixtures() {}

    /** A server that misbehaves as a function of {@code hostile.py} says. */
    static LocalCommand hostile(String kind, String... arguments) {
        var all = Stream.concat(Stream.of(file("hostile.py"), kind), Stream.of(arguments));
        return command("python3", all.toArray(String[]::new));
    }

    static LocalCommand npxLike() {
        return command("sh", file("npx-like.sh"));
    }

    static LocalCommand shell(String script) {
        return command("sh", "-c", script);
    }

    static LocalCommand command(String command, String... arguments) {
        return new LocalCommand(command, List.of(arguments), Optional.empty(), Map.of());
    }

    static LocalCommand with(LocalCommand command, String variable, EnvironmentValue value) {
        return new LocalCommand(command.command(), command.args(), command.workingDirectory(), Map.of(variable, value));
    }

    private static String file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource(name), name)
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
