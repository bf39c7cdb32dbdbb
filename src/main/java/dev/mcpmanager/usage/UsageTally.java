package dev.mcpmanager.usage;

import dev.mcpmanager.supervision.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds samples up by the minute until they are written. Thread-safe. Holds the sums of at most {@value #MAX_WAITING}
 * minutes of runs; samples of further ones are dropped and counted.
 */
final class UsageTally {
    static final int MAX_WAITING = 50_000;

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    /** Samples closer together tell nothing of CPU, which the kernel counts in ticks of 10 ms. */
    private static final long SHORTEST_MICROS = 500_000;

    /** @param minute since 1970 */
    record Key(String serverId, long minute, long run) {}

    private record Sample(long run, Duration cpuTime, long nanos) {}

    private final Map<String, Sample> latest = new HashMap<>();
    private final Map<Key, UsageSums> sums = new HashMap<>();
    private long dropped;

    /**
     * A sample.
     *
     * @param at in milliseconds since 1970
     * @param nanos when it was taken, as {@link System#nanoTime()}
     */
    synchronized void add(String serverId, Usage usage, long at, long nanos) {
        Sample before = latest.put(serverId, new Sample(usage.run(), usage.cpuTime(), nanos));
        add(new Key(serverId, at / MINUTE, usage.run()), sums(before, usage, nanos));
    }

    private static UsageSums sums(Sample before, Usage usage, long nanos) {
        long timed = before == null || before.run() != usage.run() ? 0 : (nanos - before.nanos()) / 1_000;
        if (timed < SHORTEST_MICROS) {
            return UsageSums.first(usage.memoryBytes());
        }
        // what children used that have ended meanwhile is no longer in the sum
        long cpu = Math.max(0, usage.cpuTime().minus(before.cpuTime()).toNanos() / 1_000);
        return UsageSums.next(usage.memoryBytes(), cpu, timed);
    }

    private void add(Key key, UsageSums more) {
        if (sums.size() < MAX_WAITING || sums.containsKey(key)) {
            sums.merge(key, more, UsageSums::plus);
        } else {
            dropped += more.samples();
        }
    }

    /** The server does not run, or is no more. */
    synchronized void ended(String serverId) {
        latest.remove(serverId);
    }

    /** Nothing is kept of this server. */
    synchronized void forget(String serverId) {
        ended(serverId);
        sums.keySet().removeIf(key -> key.serverId().equals(serverId));
    }

    /** Takes out what was added up of the minutes before one. */
    synchronized Map<Key, UsageSums> takeBefore(long minute) {
        Map<Key, UsageSums> taken = new HashMap<>(sums);
        taken.keySet().removeIf(key -> key.minute() >= minute);
        sums.keySet().removeAll(taken.keySet());
        return taken;
    }

    /** Has what was taken wait again. */
    synchronized void putBack(Map<Key, UsageSums> taken) {
        taken.forEach(this::add);
    }

    /** How many samples were dropped since the last time. */
    synchronized long takeDropped() {
        long taken = dropped;
        dropped = 0;
        return taken;
    }
}
