package dev.mcpmanager.runtime.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine's living processes, zombies and this manager left out; the one place that differs between platforms. */
interface ProcessTable {

    /**
     * Reads the table.
     *
     * @param cookiesSince cookies are looked for in processes that started at this tick or later
     * @throws dev.mcpmanager.problem.ProblemException Unavailable, when the table cannot be read: nobody may then be
     *     taken for dead
     */
    List<ProcessEntry> read(long cookiesSince);

    /** The process that has this pid now; empty when none lives. */
    Optional<ProcessId> find(long pid);

    /** Whether the process, if it lives, is suspended by a signal such as SIGSTOP. */
    boolean isSuspended(ProcessId id);

    /** The present time on the scale of {@link ProcessId#startTicks}. */
    long now();

    static ProcessTable ofThisPlatform() {
        return Files.isReadable(Path.of("/proc/self/stat")) ? new LinuxProcessTable() : new PsProcessTable();
    }
}
