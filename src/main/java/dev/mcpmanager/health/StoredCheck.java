package dev.mcpmanager.health;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/** A row of {@code health_metrics}; immutable. {@code at} is in milliseconds since 1970. */
record StoredCheck(long at, boolean healthy, OptionalLong responseMicros, Optional<String> error) {

    ProbeResult result() {
        Optional<Duration> time = responseMicros.isPresent()
                ? Optional.of(Duration.of(responseMicros.getAsLong(), ChronoUnit.MICROS))
                : Optional.empty();
        return new ProbeResult(healthy, time, error, Instant.ofEpochMilli(at));
    }
}
