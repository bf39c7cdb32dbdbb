package dev.mcpmanager.health;

/** What is to be written of intervals, in order; immutable. Times are milliseconds since 1970. */
sealed interface IntervalChange {
    String serverId();

    record Opened(String serverId, HealthState state, String reason, long at) implements IntervalChange {}

    /** The server's one open interval ends. */
    record Closed(String serverId, long at) implements IntervalChange {}
}
