package dev.mcpmanager.logs;

import java.time.Instant;

/**
 * How far back a search has looked. Immutable.
 *
 * @param sequence all wanted lines with higher sequences were found
 * @param at about when the line of that sequence was printed
 */
public record SearchProgress(long sequence, Instant at) {}
