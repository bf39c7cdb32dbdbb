package dev.mcpmanager.runtime.process;

/**
 * Names one process for good: a pid alone is used again. Immutable.
 *
 * @param startTicks when it started, in units of the {@link ProcessTable} that it was read from
 */
record ProcessId(long pid, long startTicks) {}
