package dev.mcpmanager.server;

import java.util.Locale;

/** What an import did with one entry. */
public enum ImportOutcome {
    CREATED,
    UPDATED,
    UNCHANGED,
    REJECTED;

    /** As written in JSON: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
