package dev.mcpmanager.health;

import dev.mcpmanager.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A server was checked, or its health changed. Immutable; holds no secret.
 *
 * @param before its state until now; another than {@code state} when that changed
 * @param reason of {@code state}
 * @param responseTime of the check, if it was one and was answered
 * @param error of the check, if it was one and failed
 */
public record HealthUpdated(
        String serverId,
        HealthState before,
        HealthState state,
        String reason,
        Optional<Duration> responseTime,
        Optional<String> error,
        Instant at)
        implements Event {}
