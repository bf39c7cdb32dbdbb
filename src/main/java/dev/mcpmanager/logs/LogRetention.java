package dev.mcpmanager.logs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes old lines of a store when asked to. Thread-safe. */
public final class LogRetention {
    private static final Logger log = LoggerFactory.getLogger(LogRetention.class);

    private final LogStore store;
    private final InstantSource clock;

    public LogRetention(LogStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Removes what the settings do not let stay, and gives the room back to the disk; lines are appended meanwhile. */
    public RetentionReport apply(RetentionSettings settings) {
        Instant now = clock.instant();
        long began = System.nanoTime();
        store.sealOlderThan(server -> cutoff(now, settings, server));
        RemovedLines removed =
                removeOld(now, settings).plus(removeExcessOfServers(settings)).plus(removeExcess(settings.maxBytes()));
        store.retention().shrink();
        var report = new RetentionReport(now, Duration.ofNanos(System.nanoTime() - began), removed);
        if (removed.blocks() > 0) {
            log.info(
                    "removed {} old log lines of {} servers, {} bytes, in {} ms",
                    removed.lines(),
                    removed.servers().size(),
                    removed.bytes(),
                    report.took().toMillis());
        }
        return report;
    }

    /** Whether there is notably more than may be in all, so that removing is worth its while. */
    boolean isTooLarge(RetentionSettings settings) {
        return store.retention().usedBytes() > settings.maxBytes() + settings.maxBytes() / 20;
    }

    private static long cutoff(Instant now, RetentionSettings settings, String server) {
        return now.minus(settings.maxAge(server)).toEpochMilli();
    }

    private RemovedLines removeOld(Instant now, RetentionSettings settings) {
        RemovedLines removed = RemovedLines.NONE;
        for (String server : store.blocks().servers()) {
            removed = removed.plus(store.retention().removeOlderThan(server, cutoff(now, settings, server)));
        }
        return removed;
    }

    private RemovedLines removeExcessOfServers(RetentionSettings settings) {
        RemovedLines removed = RemovedLines.NONE;
        for (Map.Entry<String, Long> server : store.retention().bytesByServer().entrySet()) {
            long excess = server.getValue() - settings.maxBytes(server.getKey());
            if (excess > 0) {
                removed = removed.plus(store.retention().removeOldestOf(server.getKey(), excess));
            }
        }
        return removed;
    }

    /** Again and again, since the signatures of a group go with the last of its blocks. */
    private RemovedLines removeExcess(long maxBytes) {
        RemovedLines removed = RemovedLines.NONE;
        RemovedLines oldest;
        do {
            oldest = store.retention().removeOldest(store.retention().usedBytes() - maxBytes);
            removed = removed.plus(oldest);
        } while (oldest.blocks() > 0);
        return removed;
    }
}
