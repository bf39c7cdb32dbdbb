package dev.mcpmanager.api;

import dev.mcpmanager.health.ProbeResult;
import org.jspecify.annotations.Nullable;

/**
 * One check of a server. Immutable.
 *
 * @param status {@code healthy} or {@code unhealthy}
 * @param responseTime in milliseconds
 */
public record HealthCheckView(
        String status,
        @Nullable Double responseTime,
        @Nullable String error,
        String timestamp) {

    public static HealthCheckView of(ProbeResult result) {
        return new HealthCheckView(
                result.healthy() ? "healthy" : "unhealthy",
                WireTime.millis(result.responseTime()),
                result.error().orElse(null),
                WireTime.text(result.at()));
    }
}
