package dev.mcpmanager.server;

import java.time.Duration;
import java.util.Optional;

/**
 * How a server's health is checked, how many checks change it, and what follows. Immutable.
 *
 * @param failureThreshold unhealthy checks in a row that make it unhealthy
 * @param successThreshold healthy checks in a row that make it healthy
 * @param restartAfter unhealthy checks in a row after which it is started again; empty for never
 * @param expectedStatus the one status of its health endpoint that is healthy; without it all below 500 are
 * @param expectedBody what the first 64 KiB that its health endpoint answers must contain
 */
public record HealthSettings(
        Duration interval,
        Duration timeout,
        int failureThreshold,
        int successThreshold,
        Optional<Integer> restartAfter,
        Optional<Integer> expectedStatus,
        Optional<String> expectedBody) {

    public static final HealthSettings DEFAULT = new HealthSettings(
            Duration.ofSeconds(30), Duration.ofSeconds(5), 3, 1, Optional.empty(), Optional.empty(), Optional.empty());
}
