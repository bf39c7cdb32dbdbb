package dev.mcpmanager.logs;

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
        RetentionStore blocks = store.retention();
        long cutoff = clock.instant().minus(settings.maxAge()).toEpochMilli();
        store.sealOlderThan(cutoff);
        RetentionReport report = blocks.removeOlderThan(cutoff);
        for (Map.Entry<String, Long> server : blocks.bytesByServer().entrySet()) {
            long excess = server.getValue() - settings.maxServerBytes();
            if (excess > 0) {
                report = report.plus(blocks.removeOldestOf(server.getKey(), excess));
            }
        }
        // again, since the signatures of a group go with the last of its blocks
        RetentionReport removed;
        do {
            removed = blocks.removeOldest(blocks.usedBytes() - settings.maxBytes());
            report = report.plus(removed);
        } while (removed.blocks() > 0);
        blocks.shrink();
        if (report.blocks() > 0) {
            log.info("removed {} old log lines, {} bytes", report.lines(), report.bytes());
        }
        return report;
    }
}
