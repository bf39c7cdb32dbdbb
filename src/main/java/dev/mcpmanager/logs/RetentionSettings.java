package dev.mcpmanager.logs;

import java.time.Duration;

/**
 * How long lines are kept; whole blocks go, the oldest first. Immutable.
 *
 * @param maxAge lines older than this go
 * @param maxBytes most of the database that is in use
 * @param maxServerBytes most that one server's lines may take
 */
public record RetentionSettings(Duration maxAge, long maxBytes, long maxServerBytes) {

    /** 30 days, 2 GiB in all. */
    public static final RetentionSettings DEFAULT = new RetentionSettings(Duration.ofDays(30), 2L << 30, 2L << 30);
}
