package dev.mcpmanager.logs;

/**
 * A row of {@code log_blocks}. Immutable.
 *
 * @param highSequence the highest last sequence of this block and all with lower ids
 */
record StoredBlock(long id, BlockSummary summary, long highSequence) {}
