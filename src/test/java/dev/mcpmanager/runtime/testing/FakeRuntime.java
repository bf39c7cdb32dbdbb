package dev.mcpmanager.runtime.testing;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.runtime.LaunchPlan;
import dev.mcpmanager.runtime.Leftover;
import dev.mcpmanager.runtime.ResourceUsage;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.RunOutput;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.ServerRuntime;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.StopResult;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** A runtime whose servers end, fail to start and survive on command. */
public final class FakeRuntime implements ServerRuntime {
    private final Queue<Supplier<StartResult>> failures = new ArrayDeque<>();
    private final BlockingQueue<FakeServer> started = new LinkedBlockingQueue<>();
    private List<Leftover> leftovers = List.of();
    private Collection<RunIdentity> recorded = List.of();
    private int living;
    private int mostLiving;

    /** One more of the next starts ends so. */
    public synchronized void failNextStart(StartResult failure) {
        failures.add(() -> failure);
    }

    /** One more of the next starts ends with an error of the JVM. */
    public synchronized void breakNextStart(Error error) {
        failures.add(() -> {
            throw error;
        });
    }

    public void findLeftovers(List<Leftover> found) {
        leftovers = found;
    }

    public Collection<RunIdentity> recorded() {
        return recorded;
    }

    /** Waits for the next start that succeeded. */
    public FakeServer nextStarted() throws InterruptedException {
        return started.take();
    }

    public synchronized int mostLiving() {
        return mostLiving;
    }

    @Override
    public synchronized StartResult start(LaunchPlan plan, RunOutput output) {
        Supplier<StartResult> failure = failures.poll();
        if (failure != null) {
            return failure.get();
        }
        living++;
        mostLiving = Math.max(mostLiving, living);
        var server = new FakeServer(plan, output);
        started.add(server);
        return new StartResult.Started(server);
    }

    @Override
    public List<Leftover> endLeftovers(Collection<RunIdentity> runs) {
        recorded = runs;
        return leftovers;
    }

    private synchronized void gone() {
        living--;
    }

    /** A run that does what the test says. */
    public final class FakeServer implements RunningServer {
        private final LaunchPlan plan;
        private final RunOutput output;
        private final CompletableFuture<Exit> exit = new CompletableFuture<>();
        private final ByteArrayOutputStream stdin = new ByteArrayOutputStream();
        private List<Long> survivors = List.of();
        private int failingStops;

        private FakeServer(LaunchPlan plan, RunOutput output) {
            this.plan = plan;
            this.output = output;
        }

        public long run() {
            return plan.run();
        }

        /** All that was written to its stdin so far. */
        public String read() {
            return stdin.toString(StandardCharsets.UTF_8);
        }

        public void print(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            output.stdout(bytes, 0, bytes.length);
        }

        public void printError(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            output.stderr(bytes, 0, bytes.length);
        }

        public void end(Exit how) {
            exit.complete(how);
        }

        /** The next {@code times} stops cannot see what lives. */
        public void failStops(int times) {
            failingStops = times;
        }

        public void surviveKills(long... pids) {
            survivors = java.util.Arrays.stream(pids).boxed().toList();
        }

        @Override
        public RunIdentity identity() {
            return new RunIdentity(plan.definition().id(), plan.run(), 1_000 + plan.run(), 1);
        }

        @Override
        public CompletableFuture<Exit> exit() {
            return exit;
        }

        @Override
        public Optional<String> fault() {
            return exit.isDone() ? Optional.of("its main process has ended") : Optional.empty();
        }

        @Override
        public OutputStream stdin() {
            return stdin;
        }

        @Override
        public StopResult stop() {
            if (failingStops > 0) {
                failingStops--;
                throw new ProblemException(new Problem.Unavailable("too many open files"));
            }
            exit.complete(new Exit.Signal(15));
            output.stdoutClosed();
            output.stderrClosed();
            gone();
            return new StopResult(false, survivors);
        }

        @Override
        public void kill() {
            exit.complete(new Exit.Signal(9));
        }

        @Override
        public ResourceUsage usage() {
            return new ResourceUsage(1, Duration.ZERO, 1);
        }
    }
}
