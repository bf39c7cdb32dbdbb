package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.ContainerDetails;
import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.runtime.ResourceUsage;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.RunOutput;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.StopResult;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a server as a container. Thread-safe. */
final class DockerContainer implements RunningServer {
    private static final Logger log = LoggerFactory.getLogger(DockerContainer.class);
    private static final Duration STDIN_GRACE = Duration.ofSeconds(2);
    private static final Duration KILL_GRACE = Duration.ofSeconds(10);
    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static final Exit KILLED = new Exit.Signal(9);
    private static final ResourceUsage NONE = new ResourceUsage(0, Duration.ZERO, 0);

    private final Containers containers;
    private final Made made;
    private final AttachedStreams streams;
    private final RunOutput output;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final ReentrantLock stopping = new ReentrantLock();
    private volatile Condition condition;
    private @Nullable StopResult stopped;

    /**
     * A container that was started.
     *
     * @param closeStdin whether closing stdin asks it first to end, see the MCP specification, lifecycle, shutdown
     * @param stopTimeout for all that is gentle
     * @param gone to be run when the container is removed
     */
    record Made(
            String id,
            RunIdentity identity,
            String image,
            Inspection inspection,
            boolean closeStdin,
            Duration stopTimeout,
            EndOfContainer end,
            Runnable gone) {}

    DockerContainer(Containers containers, Made made, AttachedStreams streams, RunOutput output) {
        this.containers = containers;
        this.made = made;
        this.streams = streams;
        this.output = output;
        this.condition = Condition.of(made.inspection(), false);
    }

    /** Begins to watch for the end. */
    void watch() {
        Thread.ofVirtual()
                .name("exit of " + made.identity().serverId())
                .start(() -> exit.complete(made.end().await(streams, () -> condition.outOfMemory())));
    }

    /** What the engine tells of it by an event. */
    void told(String event) {
        switch (event) {
            case "oom" -> {
                Condition now = condition;
                condition = new Condition(now.paused(), true, now.health(), now.healthOutput());
                output.notice("the kernel killed a process of its container for want of memory");
            }
            case "pause" -> output.notice("its container was paused");
            case "unpause" -> output.notice("its container goes on after a pause");
            default -> log.debug("container {}: {}", made.id(), event);
        }
        if (!event.equals("oom")) {
            refresh();
        }
    }

    /** Looks at the container, after events may have been missed. */
    void refresh() {
        Condition before = condition;
        try {
            condition = Condition.of(containers.inspect(made.id()), before.outOfMemory());
        } catch (EngineException e) {
            if (e.isUnreachable()) {
                throw e;
            }
            // it was removed a moment ago, which its end tells
            log.debug("container {}: {}", made.id(), e.words());
        }
        if (!condition.health().equals(before.health())) {
            condition.health().ifPresent(word -> output.notice("the image's own check of health says " + word));
        }
    }

    @Override
    public RunIdentity identity() {
        return made.identity();
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
    public Optional<ContainerDetails> container() {
        Inspection inspection = made.inspection();
        return Optional.of(new ContainerDetails(
                made.id(),
                exit.isDone() ? "exited" : condition.status(),
                made.image(),
                inspection.startedAt(),
                inspection.ports(),
                inspection.hostPort()));
    }

    @Override
    public Optional<String> fault() {
        return exit.isDone() ? Optional.of("its container has ended") : condition.fault(made.id());
    }

    @Override
    public ResourceUsage usage() {
        if (exit.isDone()) {
            return NONE;
        }
        try {
            return containers.usage(made.id());
        } catch (EngineException e) {
            log.debug("server {}: {}", made.identity().serverId(), e.words());
            return NONE;
        }
    }

    @Override
    public void kill() {
        try {
            containers.signal(made.id(), "SIGKILL");
        } catch (EngineException e) {
            log.warn("server {} cannot be killed: {}", made.identity().serverId(), e.words());
        }
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
        } catch (EngineException e) {
            throw new ProblemException(new Problem.Unavailable(e.words()), e);
        } finally {
            stopping.unlock();
        }
    }

    private StopResult end() {
        boolean interrupted = false;
        boolean gently = false;
        try {
            gently = endGently();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        try {
            return remove(gently);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private StopResult remove(boolean gently) {
        if (!gently) {
            containers.signal(made.id(), "SIGKILL");
            exit.copy()
                    .completeOnTimeout(KILLED, KILL_GRACE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        streams.endInput();
        streams.awaitEnd(LAST_WORDS);
        try {
            containers.remove(made.id());
        } catch (EngineException e) {
            if (e.isUnreachable() || containers.inspect(made.id()).running()) {
                throw e;
            }
            log.warn("server {}: its container stays: {}", made.identity().serverId(), e.words());
        }
        made.gone().run();
        exit.complete(KILLED);
        return new StopResult(!gently, List.of());
    }

    private boolean endGently() throws InterruptedException {
        if (exit.isDone()) {
            return true;
        }
        // with an interrupt pending, sockets would be closed instead of used
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long began = System.nanoTime();
        Duration timeout = made.stopTimeout();
        if (made.closeStdin()) {
            streams.endInput();
            // a short timeout leaves time for SIGTERM, too
            Duration half = timeout.dividedBy(2);
            if (endsWithin(STDIN_GRACE.compareTo(half) < 0 ? STDIN_GRACE : half)) {
                return true;
            }
        }
        containers.signal(made.id(), "SIGTERM");
        return endsWithin(timeout.minusNanos(System.nanoTime() - began));
    }

    private boolean endsWithin(Duration limit) throws InterruptedException {
        try {
            exit.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exit never fails", e);
        }
    }
}
