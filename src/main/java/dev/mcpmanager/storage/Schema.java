package dev.mcpmanager.storage;

import java.util.List;

/**
 * What a database file holds. Immutable.
 *
 * @param migrations resources under {@code /db}; the n-th leads to {@code user_version} n. Only ever appended to
 * @param shrinks whether freed pages can be given back to the disk ({@code pragma incremental_vacuum})
 */
public record Schema(List<String> migrations, boolean shrinks) {

    /** Servers and what happened to them. */
    public static final Schema REGISTRY = new Schema(
            List.of(
                    "0001-servers.sql",
                    "0002-health.sql",
                    "0003-alerts.sql",
                    "0004-gateway.sql",
                    "0005-session-runs.sql",
                    "0006-profiles.sql",
                    "0007-sign-ins.sql"),
            false);

    /** What servers print. */
    public static final Schema LOGS = new Schema(List.of("logs/0001-blocks.sql"), true);

    /** What clients called. */
    public static final Schema CALLS = new Schema(List.of("calls/0001-calls.sql"), false);

    /** What servers used. */
    public static final Schema USAGE = new Schema(List.of("usage/0001-usage.sql"), false);

    public Schema {
        migrations = List.copyOf(migrations);
    }
}
