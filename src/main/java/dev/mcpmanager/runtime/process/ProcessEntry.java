package dev.mcpmanager.runtime.process;

import java.time.Duration;
import java.util.Optional;

/**
 * One living process as the kernel described it. Immutable.
 *
 * @param group id of its process group
 * @param memoryBytes resident memory
 * @param cpuTime used since its start, by user and kernel code
 * @param cookie from its environment; empty also where that cannot be read or was overwritten
 */
record ProcessEntry(
        ProcessId id, long parent, long group, long memoryBytes, Duration cpuTime, Optional<Cookie> cookie) {

    long pid() {
        return id.pid();
    }
}
