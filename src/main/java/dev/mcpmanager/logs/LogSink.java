package dev.mcpmanager.logs;

import java.time.Duration;

/** Where captured lines are stored. Thread-safe. */
public interface LogSink {

    /** No line's sequence: the line was not taken. */
    long REFUSED = 0;

    /** The latest lines of a server: among them each that got its sequence before this call, or later ones instead. */
    RecentLines recent(String serverId);

    /**
     * Takes a line, whose bytes are copied before this returns. Blocks while the writer is behind (back-pressure).
     *
     * @param run number of the start that printed it
     * @param buffer has the line, without its end, as UTF-8 that may be invalid
     * @return the line's sequence: higher than that of every line before it, of any server; never used again
     */
    long append(
            String serverId,
            long run,
            LogSource source,
            LogLevel level,
            long atMillis,
            byte[] buffer,
            int offset,
            int length);

    /**
     * Like {@link #append}, but gives up, having stored nothing, when the writer is still behind after {@code patience}.
     *
     * @return the line's sequence, or {@link #REFUSED}
     */
    long offer(
            String serverId,
            long run,
            LogSource source,
            LogLevel level,
            long atMillis,
            byte[] buffer,
            int offset,
            int length,
            Duration patience);
}
