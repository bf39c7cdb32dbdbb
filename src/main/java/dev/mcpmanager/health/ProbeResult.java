package dev.mcpmanager.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one check found. Immutable; holds no secret.
 *
 * @param responseTime of an answer, in whole microseconds when stored; empty when none came
 * @param error why it is unhealthy, at most {@value #MAX_ERROR} characters; empty when it is healthy
 * @param at when the check ended
 */
public record ProbeResult(boolean healthy, Optional<Duration> responseTime, Optional<String> error, Instant at) {
    /** Longest {@link #error}, in characters. */
    public static final int MAX_ERROR = 200;

    public ProbeResult {
        error = error.map(text -> text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR - 1) + "…");
    }

    static ProbeResult healthy(Duration responseTime, Instant at) {
        return new ProbeResult(true, Optional.of(responseTime), Optional.empty(), at);
    }

    static ProbeResult unhealthy(String error, Instant at) {
        return new ProbeResult(false, Optional.empty(), Optional.of(error), at);
    }
}
