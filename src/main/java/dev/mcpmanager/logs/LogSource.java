package dev.mcpmanager.logs;

import java.util.Locale;

/** Where a line came from. */
public enum LogSource {
    STDOUT,
    STDERR,
    /** The manager itself. */
    SYSTEM;

    /** As written in JSON: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
