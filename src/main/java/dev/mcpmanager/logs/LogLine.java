package dev.mcpmanager.logs;

import java.time.Instant;

/**
 * One line that a server printed. Immutable.
 *
 * @param sequence counts a server's lines since the manager's start, from 1
 * @param run number of the start that printed it
 */
public record LogLine(long sequence, long run, LogSource source, Instant at, String message) {}
