package dev.mcpmanager.supervision;

import java.util.Locale;

/** What users see of a server's {@link ServerState}. */
public enum ServerStatus {
    STOPPED,
    STARTING,
    RUNNING,
    STOPPING,
    RESTARTING,
    ERROR;

    /** As written in JSON and in the database: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
