package dev.mcpmanager.runtime;

import java.util.Optional;

/**
 * What finds a run again after the manager was killed. Immutable.
 *
 * @param pid process id of the group's leader; of a container's main process on the engine's machine
 * @param startTicks kernel start time of that process (Linux: clock ticks since boot, {@code /proc/pid/stat} field 22),
 *     so that a reused pid is not mistaken for it; -1 when it had ended before that could be read, and of a container
 * @param containerId the engine's id of it; empty for a process
 */
public record RunIdentity(String serverId, long run, long pid, long startTicks, Optional<String> containerId) {

    /** A process. */
    public RunIdentity(String serverId, long run, long pid, long startTicks) {
        this(serverId, run, pid, startTicks, Optional.empty());
    }
}
