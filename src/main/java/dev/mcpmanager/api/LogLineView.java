package dev.mcpmanager.api;

import dev.mcpmanager.logs.LogLine;

/**
 * One line of a server's log. Immutable.
 *
 * @param sequence higher than that of every line before it, of any server
 * @param run number of the start that printed it
 * @param source {@code stdout}, {@code stderr} or {@code system}
 * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
 */
public record LogLineView(
        String serverId, long sequence, long run, String source, String level, String timestamp, String message) {

    public static LogLineView of(LogLine line) {
        return new LogLineView(
                line.serverId(),
                line.sequence(),
                line.run(),
                line.source().text(),
                line.level().text(),
                WireTime.text(line.at()),
                line.message());
    }
}
