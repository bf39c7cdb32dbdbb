package dev.mcpmanager.api;

import dev.mcpmanager.health.HealthUpdated;
import org.jspecify.annotations.Nullable;

/**
 * A check of a server, or a change of its health, as the live socket tells it. Immutable.
 *
 * @param status {@code unknown}, {@code healthy} or {@code unhealthy}
 * @param previousStatus what it was until now
 * @param reason of the status
 * @param responseTime of the check, in milliseconds; null when none was answered
 * @param error of the check, if it failed
 */
public record HealthUpdateView(
        String serverId,
        String status,
        String previousStatus,
        String reason,
        @Nullable Double responseTime,
        @Nullable String error,
        String timestamp) {

    public static HealthUpdateView of(HealthUpdated update) {
        return new HealthUpdateView(
                update.serverId(),
                update.state().status(),
                update.before().status(),
                update.reason(),
                WireTime.millis(update.responseTime()),
                update.error().orElse(null),
                WireTime.text(update.at()));
    }
}
