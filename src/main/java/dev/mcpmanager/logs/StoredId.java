package dev.mcpmanager.logs;

/**
 * A block in the database. Immutable.
 *
 * @param newest no line of this block, nor of those that come after it in the same list, has a higher sequence
 * @param lastAt its latest time in milliseconds
 */
record StoredId(long id, long newest, long lastAt) {}
