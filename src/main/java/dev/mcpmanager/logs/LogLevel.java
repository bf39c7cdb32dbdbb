package dev.mcpmanager.logs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How serious a line is, the least first. */
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /** As written in JSON: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level whose {@link #text} this is. */
    public static Optional<LogLevel> parse(String text) {
        return Arrays.stream(values())
                .filter(level -> level.text().equals(text))
                .findFirst();
    }
}
