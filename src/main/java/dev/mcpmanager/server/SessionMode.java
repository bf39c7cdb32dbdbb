package dev.mcpmanager.server;

import java.util.Locale;
import java.util.Optional;

/** Whether the sessions of a stdio server's clients share its process, or have one each. */
public enum SessionMode {
    SHARED,
    DEDICATED;

    /** As written in JSON: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SessionMode> parse(String text) {
        for (SessionMode mode : values()) {
            if (mode.text().equals(text)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
