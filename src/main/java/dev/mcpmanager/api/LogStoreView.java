package dev.mcpmanager.api;

import dev.mcpmanager.logs.LogStoreHealth;
import org.jspecify.annotations.Nullable;

/**
 * How storing of log lines goes. Immutable.
 *
 * @param size of the database on disk, in bytes
 * @param paused whether nothing can be stored now, such as for a full disk: programs wait, nothing stored is lost
 * @param reason why, and the remedy, while paused
 * @param waitingBlocks blocks of lines that wait to be written, at most 256
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
        long droppedLines) {

    public static LogStoreView of(String database, long size, LogStoreHealth health, long droppedLines) {
        return new LogStoreView(
                database,
                size,
                health.paused(),
                health.reason().orElse(null),
                WireTime.text(health.pausedAt()),
                health.waitingBlocks(),
                health.damaged(),
                droppedLines);
    }
}
