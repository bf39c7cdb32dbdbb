package dev.mcpmanager.health;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Notices when the manager itself was held up: by a stop signal, a full collection, a machine without CPU to spare.
 * Thread-safe. Remembers the latest {@value #MAX} times.
 */
final class StallWatch {
    /** How often {@link #tick} is to be called. */
    static final Duration PERIOD = Duration.ofMillis(200);

    private static final int MAX = 32;
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private record Stall(long end, long nanos) {}

    private final LongSupplier nanos;
    private final Deque<Stall> stalls = new ArrayDeque<>();
    private long lastTick;

    /** @param nanos as {@link System#nanoTime()} */
    StallWatch(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastTick = nanos.getAsLong();
    }

    synchronized void tick() {
        long now = nanos.getAsLong();
        long late = now - lastTick - PERIOD.toNanos();
        lastTick = now;
        if (late >= SHORTEST.toNanos()) {
            stalls.addLast(new Stall(now, late));
            if (stalls.size() > MAX) {
                stalls.removeFirst();
            }
        }
    }

    /**
     * Whether the manager was held up, since {@code began}, for so long that a check with {@code timeout} tells nothing: a
     * quarter of the timeout, 250 ms at least and 1 s at most.
     */
    synchronized boolean since(long began, Duration timeout) {
        // whoever asks may run again sooner than who ticks
        tick();
        long most = Math.clamp(timeout.toNanos() / 4, SHORTEST.toNanos(), LONGEST.toNanos());
        return stalls.stream().anyMatch(stall -> stall.end() - began > 0 && stall.nanos() >= most);
    }
}
