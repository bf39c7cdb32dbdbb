package dev.mcpmanager.runtime.process;

import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.runtime.ResourceUsage;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.StopResult;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a server as a process with all its descendants. Thread-safe. */
final class LocalProcess implements RunningServer {
    private static final Logger log = LoggerFactory.getLogger(LocalProcess.class);
    private static final Duration STDIN_GRACE = Duration.ofSeconds(2);
    private static final long STACK_BYTES = 256 << 10;
    private static final Duration USAGE_AGE = Duration.ofMillis(250);

    /** How old a list of the members may be: readings are shared, so a thousand servers cost no more than one. */
    private static final Duration FAULT_AGE = Duration.ofSeconds(30);

    private final RunIdentity identity;
    private final ProcessTree tree;
    private final StandardStreams streams;
    private final StopPolicy stopPolicy;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final long startedAt = System.nanoTime();
    private final ReentrantLock stopping = new ReentrantLock();
    private @Nullable StopResult stopped;

    /**
     * How a run is asked to end.
     *
     * @param closeStdin whether closing stdin asks it first, see the MCP specification, lifecycle, shutdown of stdio
     * @param timeout for all that is gentle
     */
    record StopPolicy(boolean closeStdin, Duration timeout) {}

    LocalProcess(RunIdentity identity, ProcessTree tree, StandardStreams streams, StopPolicy stopPolicy) {
        this.identity = identity;
        this.tree = tree;
        this.streams = streams;
        this.stopPolicy = stopPolicy;
    }

    /** Begins to deliver output and to watch for the end. */
    void watch(Child child) {
        streams.start();
        // waiting would pin a virtual thread's carrier, and what depends on the exit may block
        Thread.ofPlatform()
                .name("exit of " + identity.pid())
                .daemon()
                .stackSize(STACK_BYTES)
                .start(() -> {
                    int code = child.awaitEnd();
                    try {
                        tree.leaderEnded();
                    } catch (ProblemException e) {
                        log.warn("server {}: {}", identity.serverId(), e.getMessage());
                    } finally {
                        exit.complete(exitOf(code));
                    }
                });
    }

    @Override
    public RunIdentity identity() {
        return identity;
    }

    @Override
    public CompletableFuture<Exit> exit() {
        return exit;
    }

    @Override
    public OutputStream stdin() {
        return streams.stdin();
    }

    @Override
    public StopResult stop() {
        stopping.lock();
        try {
            StopResult result = stopped;
            if (result == null) {
                result = end();
                stopped = result;
            }
            return result;
        } finally {
            stopping.unlock();
        }
    }

    @Override
    public void kill() {
        tree.kill();
    }

    @Override
    public Optional<String> fault() {
        if (exit.isDone()) {
            return Optional.of("its main process has ended");
        }
        return tree.suspended(recentMembers(FAULT_AGE)).stream()
                .findFirst()
                .map(ProcessEntry::pid)
                .map(pid -> "process " + pid + " of it is suspended (SIGSTOP): continue it with kill -CONT " + pid);
    }

    /** The members as they were at most {@code age} ago; not before the start, which would show nothing. */
    private List<ProcessEntry> recentMembers(Duration age) {
        return tree.members(Duration.ofNanos(Math.min(age.toNanos(), System.nanoTime() - startedAt)));
    }

    @Override
    public ResourceUsage usage() {
        List<ProcessEntry> members = recentMembers(USAGE_AGE);
        long memoryBytes = 0;
        Duration cpuTime = Duration.ZERO;
        for (ProcessEntry member : members) {
            memoryBytes += member.memoryBytes();
            cpuTime = cpuTime.plus(member.cpuTime());
        }
        return new ResourceUsage(memoryBytes, cpuTime, members.size());
    }

    private StopResult end() {
        boolean interrupted = false;
        boolean gone = false;
        try {
            gone = endGently();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        List<Long> survivors =
                gone ? List.of() : tree.kill().stream().map(ProcessEntry::pid).toList();
        if (survivors.isEmpty()) {
            exit.join();
        } else {
            log.warn("server {}: SIGKILL did not end processes {}", identity.serverId(), survivors);
        }
        streams.finish();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new StopResult(!gone, survivors);
    }

    private boolean endGently() throws InterruptedException {
        if (exit.isDone() && tree.members().isEmpty()) {
            return true;
        }
        long began = System.nanoTime();
        long timeout = stopPolicy.timeout().toNanos();
        if (stopPolicy.closeStdin()) {
            streams.closeStdin();
            // a short timeout leaves time for SIGTERM, too
            long grace = Math.min(STDIN_GRACE.toNanos(), timeout / 2);
            if (tree.awaitEmpty(exit, began + grace)) {
                return true;
            }
        }
        return tree.terminate(exit, began + timeout);
    }

    /** @param code 128 + n for signal n, of which there are 64 */
    static Exit exitOf(int code) {
        boolean signal = code > 128 && code <= 128 + 64;
        return signal ? new Exit.Signal(code - 128) : new Exit.Code(code);
    }
}
