package dev.mcpmanager.logs;

import java.time.Duration;

/** A moment after which to give up. Immutable. */
record Deadline(long nanoTime) {

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    boolean isPast() {
        return System.nanoTime() - nanoTime >= 0;
    }
}
