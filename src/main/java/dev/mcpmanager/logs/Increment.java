package dev.mcpmanager.logs;

/**
 * What an open block gained, for {@code log_tail}. Immutable.
 *
 * @param sequence of its last line
 */
@SuppressWarnings("ArrayRecordComponent") // carried once to the database, never compared
record Increment(String server, byte[] meta, byte[] text, long sequence) {}
