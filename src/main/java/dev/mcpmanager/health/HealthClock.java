package dev.mcpmanager.health;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Wall time that runs as steadily as {@link System#nanoTime()} between calls of {@link #adjust}, so that no duration is
 * negative or wrong because somebody set the clock. Thread-safe. It differs from the wall clock by less than a second,
 * once {@code adjust} was called.
 */
final class HealthClock {
    private static final long TOLERANCE_MILLIS = 1_000;
    private static final long MAX_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** The clock read {@code from}, and at the same moment reads {@code to}; milliseconds since 1970. */
    record Jump(long from, long to) {}

    private final InstantSource wall;
    private final LongSupplier nanos;
    private long anchorMillis;
    private long anchorNanos;

    /** @param nanos as {@link System#nanoTime()} */
    HealthClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.anchorMillis = wall.millis();
        this.anchorNanos = nanos.getAsLong();
    }

    /** Milliseconds since 1970. */
    synchronized long millis() {
        return at(nanos.getAsLong());
    }

    Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    /** Follows the wall clock if that was set, or went on while the machine slept. */
    synchronized Optional<Jump> adjust() {
        long before = nanos.getAsLong();
        long wanted = wall.millis();
        long after = nanos.getAsLong();
        long reading = at(after);
        // held up between the two looks, they say nothing about each other
        if (after - before > MAX_LOOK_NANOS || Math.abs(wanted - reading) < TOLERANCE_MILLIS) {
            return Optional.empty();
        }
        anchorMillis = wanted;
        anchorNanos = after;
        return Optional.of(new Jump(reading, wanted));
    }

    private long at(long nanoTime) {
        return anchorMillis + TimeUnit.NANOSECONDS.toMillis(nanoTime - anchorNanos);
    }
}
