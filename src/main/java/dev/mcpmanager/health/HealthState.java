package dev.mcpmanager.health;

import java.util.Locale;

/** How a server is, over an interval of time. */
public enum HealthState {
    HEALTHY,
    UNHEALTHY,
    /** It starts, and no check has told yet. */
    UNKNOWN,
    /** Its user, or its restart policy, wants it not to run. */
    STOPPED,
    /** The manager did not run, or the machine slept. */
    UNOBSERVED;

    /** As written in the database: lower case. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static HealthState parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** What users see as health: {@code healthy}, {@code unhealthy} or, of all others, {@code unknown}. */
    public String status() {
        return switch (this) {
            case HEALTHY, UNHEALTHY -> text();
            case UNKNOWN, STOPPED, UNOBSERVED -> UNKNOWN.text();
        };
    }
}
