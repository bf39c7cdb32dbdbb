package dev.mcpmanager.health;

import java.time.Duration;
import java.util.Optional;

/**
 * What a {@link Probe} found. Immutable; holds no secret.
 *
 * @param responseTime until the answer, if one came
 * @param error what is wrong and, where there is one, the remedy; empty when the server is healthy
 */
public record Finding(Optional<Duration> responseTime, Optional<String> error) {

    public static Finding healthy(Duration responseTime) {
        return new Finding(Optional.of(responseTime), Optional.empty());
    }

    /** It lives, but did not answer. */
    public static Finding alive() {
        return new Finding(Optional.empty(), Optional.empty());
    }

    public static Finding unhealthy(String error) {
        return new Finding(Optional.empty(), Optional.of(error));
    }

    public boolean healthy() {
        return error.isEmpty();
    }
}
