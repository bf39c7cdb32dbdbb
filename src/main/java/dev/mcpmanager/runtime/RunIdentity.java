package dev.mcpmanager.runtime;

/**
 * What finds a run again after the manager was killed. Immutable.
 *
 * @param pid process id of the group's leader
 * @param startTicks kernel start time of that process (Linux: clock ticks since boot, {@code /proc/pid/stat} field 22),
 *     so that a reused pid is not mistaken for it; -1 when it had ended before that could be read
 */
public record RunIdentity(String serverId, long run, long pid, long startTicks) {}
