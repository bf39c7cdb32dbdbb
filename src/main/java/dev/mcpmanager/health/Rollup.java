package dev.mcpmanager.health;

import java.time.Duration;
import java.util.List;

/**
 * Adds up the checks of all servers, and removes old ones, when asked to. Thread-safe. A crash in between costs only
 * that it is done again; where the clock was set back, the times that came again are added up again, from the single
 * checks that are still there (24 hours).
 */
final class Rollup {
    /** How late a check may come to the database. */
    private static final Duration GRACE = Duration.ofMinutes(1);
    /** Servers in a transaction: about 35 ms, which other writes may have to wait. */
    private static final int TOGETHER = 25;

    private final RollupStore store;

    Rollup(RollupStore store) {
        this.store = store;
    }

    /** @param now in milliseconds since 1970 */
    synchronized void run(long now) {
        RollupStore.Progress reached = store.progress();
        long minutes = Resolution.MINUTE.chunkOf(now - GRACE.toMillis());
        var until = new RollupStore.Progress(minutes, Resolution.DAY.chunkOf(minutes));
        // less than what was reached where the clock was set back
        var from =
                new RollupStore.Progress(Math.min(reached.minutes(), minutes), Math.min(reached.days(), until.days()));
        List<Long> servers = store.servers();
        for (int i = 0; i < servers.size(); i += TOGETHER) {
            List<Long> some = servers.subList(i, Math.min(servers.size(), i + TOGETHER));
            if (from.minutes() < minutes) {
                store.rollUp(some, from, until);
            }
            store.prune(some, now);
        }
        store.saveProgress(until);
    }
}
