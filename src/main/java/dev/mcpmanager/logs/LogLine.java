package dev.mcpmanager.logs;

import java.time.Instant;

/**
 * One line of a server's log. Immutable.
 *
 * @param sequence rises with every line of any server, from 1; never used again
 * @param run number of the start that printed it
 * @param message without its end; bytes that are not UTF-8 replaced
 */
public record LogLine(
        String serverId, long sequence, long run, LogSource source, LogLevel level, Instant at, String message) {

    public LogLine withMessage(String other) {
        return new LogLine(serverId, sequence, run, source, level, at, other);
    }
}
