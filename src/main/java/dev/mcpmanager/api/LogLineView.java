package dev.mcpmanager.api;

import dev.mcpmanager.logs.LogLine;

/**
 * One line that a server printed. Immutable.
 *
 * @param sequence counts the server's lines since the manager's start, from 1
 * @param run number of the start that printed it
 * @param source {@code stdout} or {@code stderr}
 */
public record LogLineView(long sequence, long run, String source, String timestamp, String message) {

    public static LogLineView of(LogLine line) {
        return new LogLineView(
                line.sequence(), line.run(), line.source().text(), WireTime.text(line.at()), line.message());
    }
}
