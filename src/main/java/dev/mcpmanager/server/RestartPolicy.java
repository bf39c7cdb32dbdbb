package dev.mcpmanager.server;

import java.util.Locale;
import java.util.Optional;

/** Which ends of a server, not asked for, are followed by a restart. */
public enum RestartPolicy {
    NEVER,
    ON_FAILURE,
    ALWAYS;

    /** As written in JSON and in the database, such as {@code on-failure}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<RestartPolicy> parse(String text) {
        for (RestartPolicy policy : values()) {
            if (policy.text().equals(text)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }
}
