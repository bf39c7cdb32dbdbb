package dev.mcpmanager.logs;

/**
 * What a block holds, enough to tell whether it matters to a query. Immutable.
 *
 * @param firstAt the earliest time in milliseconds, not the first line's: clocks jump back
 * @param lastAt the latest time
 * @param levels lines of each level, in the order of {@link LogLevel}
 * @param escapes whether the text has terminal escapes
 */
record BlockSummary(
        String server,
        long firstSequence,
        long lastSequence,
        long firstRun,
        long lastRun,
        long firstAt,
        long lastAt,
        LevelCounts levels,
        boolean escapes) {}
