package dev.mcpmanager.api;

import dev.mcpmanager.logs.LogStoreHealth;
import dev.mcpmanager.logs.RetentionReport;
import dev.mcpmanager.logs.RetentionSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How storing of log lines goes. Immutable.
 *
 * @param size of the database on disk, in bytes
 * @param paused whether nothing can be stored now, such as for a full disk: programs wait, nothing stored is lost
 * @param reason why, and the remedy, while paused
 * @param waitingBlocks blocks of lines that wait to be written, at most 64
 * @param damagedBlocks blocks found damaged since the start; each was skipped
 * @param droppedLines lines of servers that waited too long for the writer, since the start; their logs tell, too
 */
public record LogStoreView(
        String database,
        long size,
        boolean paused,
        @Nullable String reason,
        @Nullable String pausedAt,
        int waitingBlocks,
        int damagedBlocks,
        long droppedLines,
        Retention retention) {

    /**
     * What is kept.
     *
     * @param maxAge in milliseconds
     * @param maxSize of all servers' lines, in bytes
     * @param lastRemoval what the latest look for old lines removed; null before the first
     */
    public record Retention(
            long maxAge, long maxSize, @Nullable Removal lastRemoval) {

        public static Retention of(RetentionSettings settings, Optional<RetentionReport> latest) {
            return new Retention(
                    settings.maxAge().toMillis(),
                    settings.maxBytes(),
                    latest.map(Removal::of).orElse(null));
        }
    }

    /**
     * What a look for old lines removed.
     *
     * @param duration in milliseconds
     */
    public record Removal(String at, long duration, long lines, long bytes) {
        static Removal of(RetentionReport report) {
            return new Removal(
                    WireTime.text(report.at()),
                    report.took().toMillis(),
                    report.removed().lines(),
                    report.removed().bytes());
        }
    }

    public static LogStoreView of(
            String database, long size, LogStoreHealth health, long droppedLines, Retention retention) {
        return new LogStoreView(
                database,
                size,
                health.paused(),
                health.reason().orElse(null),
                WireTime.text(health.pausedAt()),
                health.waitingBlocks(),
                health.damaged(),
                droppedLines,
                retention);
    }
}
