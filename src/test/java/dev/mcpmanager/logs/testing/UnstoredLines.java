package dev.mcpmanager.logs.testing;

import dev.mcpmanager.logs.LogLevel;
import dev.mcpmanager.logs.LogSink;
import dev.mcpmanager.logs.LogSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers lines and stores none. Thread-safe. */
public final class UnstoredLines implements LogSink {
    private final AtomicLong last = new AtomicLong();

    @Override
    public long append(
            String serverId,
            long run,
            LogSource source,
            LogLevel level,
            long atMillis,
            byte[] buffer,
            int offset,
            int length) {
        return last.incrementAndGet();
    }

    @Override
    public long offer(
            String serverId,
            long run,
            LogSource source,
            LogLevel level,
            long atMillis,
            byte[] buffer,
            int offset,
            int length,
            Duration patience) {
        return last.incrementAndGet();
    }
}
