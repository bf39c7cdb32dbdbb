package dev.mcpmanager.logs;

import java.time.Duration;

/** A moment after which to give up, which may come early. Thread-safe. */
final class Deadline {
    private final long nanoTime;
    private volatile boolean ended;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Lets it be past from now on. */
    void end() {
        ended = true;
    }

    boolean isPast() {
        return ended || System.nanoTime() - nanoTime >= 0;
    }
}
