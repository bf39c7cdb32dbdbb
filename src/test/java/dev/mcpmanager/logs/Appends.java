package dev.mcpmanager.logs;

import java.time.Duration;

/** Appends single lines; stateless. */
final class Appends {
    private Appends() {}

    /** The line's sequence; waits while the store's writer is behind. */
    static long append(
            LogSink sink,
            String serverId,
            long run,
            LogSource source,
            LogLevel level,
            long atMillis,
            byte[] buffer,
            int offset,
            int length) {
        var batch = new LineBatch(run, source);
        batch.clear(atMillis);
        batch.add(level, buffer, offset, length);
        LogSink.Taken taken = LogSink.Taken.NONE;
        while (taken.lines() == 0) {
            taken = sink.offer(serverId, batch, 0, Duration.ofMinutes(1));
        }
        return taken.sequence();
    }
}
