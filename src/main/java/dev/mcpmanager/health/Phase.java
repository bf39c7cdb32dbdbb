package dev.mcpmanager.health;

import java.time.Duration;

/** When a server is probed, so that many are not probed in one instant: a pure function. Stateless. */
final class Phase {
    /** How soon after its start a server is probed first, at the latest. */
    private static final Duration FIRST = Duration.ofSeconds(2);

    private Phase() {}

    /** Nanoseconds from a start until the first probe. */
    static long first(String serverId, Duration interval) {
        return phase(serverId, Math.min(FIRST.toNanos(), interval.toNanos()));
    }

    /**
     * Nanoseconds until the next probe: always the same time of the interval, above 0 and at most the interval.
     *
     * @param now as {@link System#nanoTime()}
     */
    static long next(String serverId, Duration interval, long now) {
        long length = interval.toNanos();
        return length - Math.floorMod(now - phase(serverId, length), length);
    }

    private static long phase(String serverId, long length) {
        // a multiplication by the golden ratio sends similar ids far apart
        return Math.floorMod(serverId.hashCode() * 0x9E3779B97F4A7C15L, length);
    }
}
