package dev.mcpmanager.runtime.process;

import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.RunOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes processes: wires their streams, gives them a cookie. Thread-safe. */
final class Spawner {
    private static final Logger log = LoggerFactory.getLogger(Spawner.class);

    /** A start time that no process has. */
    private static final long UNKNOWN = -1;

    private final ProcessTable table;
    private final ProcessStart start;
    private final ProcessScans scans;

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

        Map<String, String> markedEnvironment() {
            var marked = new HashMap<>(environment);
            marked.put(Cookie.VARIABLE, cookie.text());
            return marked;
        }

        /** Without the environment, which may hold secrets. */
        @Override
        public String toString() {
            return name + ": " + executable + " " + arguments;
        }
    }

    Spawner(ProcessTable table, ProcessStart start) {
        this.table = table;
        this.start = start;
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
            try {
                return watched(start.start(command, in, out, err), command, streams);
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

    private LocalProcess watched(Child child, Command command, StandardStreams streams) {
        Cookie cookie = command.cookie();
        var leader = new ProcessId(child.pid(), startTicks(child.pid()));
        var identity = new RunIdentity(cookie.serverId(), cookie.run(), leader.pid(), leader.startTicks());
        var tree = new ProcessTree(table, scans, new Membership(cookie, Optional.of(leader)), Membership.LIVES);
        var server = new LocalProcess(identity, tree, streams, command.stopPolicy());
        server.watch(child);
        return server;
    }

    private long startTicks(long pid) {
        try {
            return table.find(pid).map(ProcessId::startTicks).orElse(UNKNOWN);
        } catch (ProblemException e) {
            log.warn("pid {}: {}", pid, e.getMessage());
            return UNKNOWN;
        }
    }
}
