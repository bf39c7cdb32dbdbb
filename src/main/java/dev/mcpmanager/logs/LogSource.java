package dev.mcpmanager.logs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a line came from. */
public enum LogSource {
    STDOUT,
    STDERR,
    /** The manager itself. */
    SYSTEM,
    /** The messages between the manager and the server, on request. */
    WIRE;

    /** As written in JSON: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The source whose {@link #text} this is. */
    public static Optional<LogSource> parse(String text) {
        return Arrays.stream(values())
                .filter(source -> source.text().equals(text))
                .findFirst();
    }
}
