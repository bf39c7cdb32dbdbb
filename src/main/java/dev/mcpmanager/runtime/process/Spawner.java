package dev.mcpmanager.runtime.process;

import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.RunOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes processes: wires their streams, gives them a group and a cookie. Thread-safe. */
final class Spawner {
    private static final Logger log = LoggerFactory.getLogger(Spawner.class);

    /** A start time that no process has. */
    private static final long UNKNOWN = -1;

    private final ProcessTable table;
    private final ProcessGroups groups;
    private final ProcessScans scans;
    private final ProcessStart starts = new ProcessStart();

    /**
     * What to run.
     *
     * @param name of the server, for the log
     * @param directory empty for the manager's own
     * @param environment the whole of it, without the cookie
     */
    record Command(
            String name,
            Path executable,
            List<String> arguments,
            Optional<Path> directory,
            Map<String, String> environment,
            Cookie cookie,
            LocalProcess.StopPolicy stopPolicy) {

        /** Without the environment, which may hold secrets. */
        @Override
        public String toString() {
            return name + ": " + executable + " " + arguments;
        }
    }

    Spawner(ProcessTable table, ProcessGroups groups) {
        this.table = table;
        this.groups = groups;
        long managerStarted = table.find(ProcessHandle.current().pid())
                .map(ProcessId::startTicks)
                .orElse(Long.MIN_VALUE);
        this.scans = new ProcessScans(table, managerStarted);
    }

    /** @throws IOException when the machine cannot, for now: too many processes or files, no memory */
    LocalProcess spawn(Command command, RunOutput output) throws IOException {
        try (Pipe in = Pipe.open();
                Pipe out = Pipe.open();
                Pipe err = Pipe.open()) {
            StandardStreams streams = StandardStreams.open(command.name(), in, out, err, output);
            var builder = new ProcessBuilder(groups.leading(command.executable(), command.arguments()))
                    .redirectInput(in.readEnd())
                    .redirectOutput(out.writeEnd())
                    .redirectError(err.writeEnd());
            command.directory().ifPresent(directory -> builder.directory(directory.toFile()));
            builder.environment().clear();
            builder.environment().putAll(command.environment());
            builder.environment().put(Cookie.VARIABLE, command.cookie().text());
            try {
                return watched(starts.start(builder), command, streams);
            } catch (IOException e) {
                streams.abandon();
                throw e;
            } catch (OutOfMemoryError e) {
                // no thread to be had; the process may run already
                streams.abandon();
                var startedByThis = new Membership(command.cookie(), Optional.empty());
                new ProcessTree(table, scans, startedByThis, Membership.UNSEEN).kill();
                throw new IOException("no more threads can be made", e);
            }
        }
    }

    private LocalProcess watched(Process process, Command command, StandardStreams streams) {
        Cookie cookie = command.cookie();
        var leader = new ProcessId(process.pid(), startTicks(process));
        var identity = new RunIdentity(cookie.serverId(), cookie.run(), leader.pid(), leader.startTicks());
        var tree = new ProcessTree(table, scans, new Membership(cookie, Optional.of(leader)), Membership.LIVES);
        var server = new LocalProcess(identity, tree, streams, command.stopPolicy());
        server.watch(process);
        return server;
    }

    private long startTicks(Process process) {
        try {
            return table.find(process.pid()).map(ProcessId::startTicks).orElse(UNKNOWN);
        } catch (ProblemException e) {
            log.warn("pid {}: {}", process.pid(), e.getMessage());
            return UNKNOWN;
        }
    }
}
