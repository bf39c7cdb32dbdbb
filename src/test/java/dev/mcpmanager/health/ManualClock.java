package dev.mcpmanager.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when told to, and a wall clock that can be set. For one thread. */
final class ManualClock implements InstantSource {
    private long nanos = 77;
    private long wallMillis;

    ManualClock(Instant wall) {
        wallMillis = wall.toEpochMilli();
    }

    void pass(Duration time) {
        nanos += time.toNanos();
        wallMillis += time.toMillis();
    }

    /** Sets the wall clock forward or back. */
    void set(Duration by) {
        wallMillis += by.toMillis();
    }

    long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(wallMillis);
    }
}
