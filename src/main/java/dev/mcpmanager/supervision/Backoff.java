package dev.mcpmanager.supervision;

import java.time.Duration;

/**
 * How long to wait before a restart: not at all before the first, then {@code first}, growing by {@code factor} up to
 * {@code cap}. Immutable.
 */
public record Backoff(Duration first, Duration cap, double factor) {

    /** A restart may come up to this share of its wait early, so that servers that failed together part. */
    private static final double JITTER = 0.25;

    /**
     * The wait before the next restart.
     *
     * @param failures failures in a row so far, at least 1
     * @param random in [0, 1), decides the jitter
     */
    public Duration delay(int failures, double random) {
        if (failures <= 1) {
            return Duration.ZERO;
        }
        double wait = Math.min((double) cap.toNanos(), first.toNanos() * Math.pow(factor, failures - 2.0));
        return Duration.ofNanos((long) (wait * (1 - JITTER * random)));
    }
}
