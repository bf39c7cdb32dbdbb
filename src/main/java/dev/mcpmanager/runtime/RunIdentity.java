package dev.mcpmanager.runtime;

import java.util.Optional;

/**
 * What finds a run again after the manager was killed. Immutable.
 *
 * @param pid process id of the group's leader; of a container's main process on the engine's machine; 0 of a remote server
 * @param startTicks kernel start time of that process (Linux: clock ticks since boot, {@code /proc/pid/stat} field 22),
 *     so that a reused pid is not mistaken for it; -1 when it had ended before that could be read, of a container and of a
 *     remote server
 * @param containerId the engine's id of it; empty for a process
 */
public record RunIdentity(String serverId, long run, long pid, long startTicks, Optional<String> containerId) {

    /** As engines show a container's id. */
    private static final int SHORT_ID = 12;

    /** A process. */
    public RunIdentity(String serverId, long run, long pid, long startTicks) {
        this(serverId, run, pid, startTicks, Optional.empty());
    }

    /** A run that is but a connection. */
    public static RunIdentity remote(String serverId, long run) {
        return new RunIdentity(serverId, run, 0, -1);
    }

    public boolean isProcess() {
        return containerId.isEmpty() && pid != 0;
    }

    /** Whether it could outlive its manager. */
    public boolean isOfThisMachine() {
        return containerId.isPresent() || pid != 0;
    }

    String place() {
        return containerId
                .map(id -> "container " + id.substring(0, Math.min(id.length(), SHORT_ID)))
                .orElse("process " + pid);
    }
}
