package dev.mcpmanager.logs;

/** Where captured lines are stored. Thread-safe. */
public interface LogSink {

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
}
