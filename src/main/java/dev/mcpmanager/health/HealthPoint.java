package dev.mcpmanager.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The checks of some time. Immutable.
 *
 * @param at when that time begins
 * @param width how long it is; zero for a single check
 * @param error of a single check that was unhealthy
 */
public record HealthPoint(
        Instant at,
        Duration width,
        long healthyChecks,
        long unhealthyChecks,
        Optional<ResponseTimes> responseTimes,
        Optional<String> error) {

    static HealthPoint of(StoredCheck check) {
        var bucket = new Bucket();
        bucket.add(check);
        return of(check.at(), 0, bucket, check.error());
    }

    static HealthPoint of(long at, long width, Bucket bucket) {
        return of(at, width, bucket, Optional.empty());
    }

    private static HealthPoint of(long at, long width, Bucket bucket, Optional<String> error) {
        return new HealthPoint(
                Instant.ofEpochMilli(at),
                Duration.ofMillis(width),
                bucket.healthy,
                bucket.unhealthy,
                bucket.responseTimes(),
                error);
    }
}
