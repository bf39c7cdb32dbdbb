package dev.mcpmanager.server;

import java.time.Duration;

/**
 * When and how a server that ended by itself is started again. Immutable.
 *
 * @param backoff wait before the second restart; the first is at once, later waits double
 * @param maxBackoff longest wait
 * @param stableAfter running this long makes the next failure count as the first again
 * @param maxFailures this many failures within {@code failureWindow} are a crash loop
 */
public record RestartSettings(
        RestartPolicy policy,
        Duration backoff,
        Duration maxBackoff,
        Duration stableAfter,
        int maxFailures,
        Duration failureWindow) {

    public static final RestartSettings DEFAULT = new RestartSettings(
            RestartPolicy.ON_FAILURE,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            10,
            Duration.ofMinutes(5));
}
