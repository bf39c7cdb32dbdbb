package dev.mcpmanager.runtime.process;

import java.time.Duration;

/**
 * Ever longer pauses, of 1 to 50 ms, up to a deadline: the kernel tells nobody when the child of a child ends. Used by
 * one thread.
 */
final class Pauses {
    private static final Duration LONGEST = Duration.ofMillis(50);

    private final long deadline;
    private Duration next = Duration.ofMillis(1);

    /** @param deadline as {@link System#nanoTime} */
    Pauses(long deadline) {
        this.deadline = deadline;
    }

    /** Sleeps; false at once when the deadline is over. */
    boolean next() throws InterruptedException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        Thread.sleep(Duration.ofNanos(Math.min(left, next.toNanos())));
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return true;
    }
}
