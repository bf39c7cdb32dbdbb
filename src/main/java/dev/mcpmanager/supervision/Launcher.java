package dev.mcpmanager.supervision;

import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.ServerInfo;
import dev.mcpmanager.mcp.StdioConnection;
import dev.mcpmanager.runtime.ContainerDetails;
import dev.mcpmanager.runtime.LaunchPlan;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.ServerRuntime;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.StopResult;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes and ends the runs of one server and sends news of them as commands. {@link #launch} and {@link #terminate}
 * block and must not run at the same time; the rest is thread-safe.
 */
final class Launcher {

    /**
     * How long a process must live to count as started, and how much earlier than its exit a closed stdout may be
     * noticed.
     */
    private static final Duration SETTLE = Duration.ofMillis(100);

    private static final StopResult NOTHING_LIVED = new StopResult(false, List.of());

    private final Surroundings around;
    private final Consumer<Command> news;
    private volatile @Nullable ActiveRun active;
    private volatile CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private boolean probeEra = true;

    Launcher(Surroundings around, Consumer<Command> news) {
        this.around = around;
        this.news = news;
    }

    /** The run of which something may live. */
    Optional<ActiveRun> active() {
        return Optional.ofNullable(active);
    }

    /** To be called before each {@link #launch}; what it gives completes by {@link #cancel}, or by the next call. */
    CompletableFuture<Void> expect() {
        cancel();
        var next = new CompletableFuture<Void>();
        cancelled = next;
        return next;
    }

    /** A launch that is under way or expected need not come to its end. */
    void cancel() {
        cancelled.complete(null);
    }

    void launch(ServerDefinition definition, long run, CompletableFuture<Void> unwanted) {
        RunIo io = io(definition, run);
        switch (around.start(new LaunchPlan(definition, run, unwanted), io)) {
            case StartResult.Started(RunningServer server) -> started(definition, run, server, io);
            case StartResult.Refused(String reason) -> news.accept(new Command.SpawnRefused(run, io.redacted(reason)));
            case StartResult.Failed(String reason) -> news.accept(new Command.SpawnFailed(run, io.redacted(reason)));
            case StartResult.SignInNeeded(String reason, CompletableFuture<Void> settled) -> {
                news.accept(new Command.SignInAwaited(run, io.redacted(reason)));
                var _ = settled.thenRunAsync(() -> news.accept(new Command.Woken(run)));
            }
            case StartResult.Away(String reason, CompletableFuture<Void> back) -> {
                news.accept(new Command.PlaceAway(run, io.redacted(reason)));
                var _ = back.thenRunAsync(() -> news.accept(new Command.Woken(run)));
            }
        }
    }

    private RunIo io(ServerDefinition definition, long run) {
        return around.io(definition, run, message -> news.accept(new Command.Noticed(run, message)));
    }

    /** Takes over a run of an earlier manager, if its runtime can; not while anything of the server runs. */
    boolean adopt(ServerDefinition definition, RunIdentity left) {
        ServerRuntime runtime = around.runtimes().get(definition.type());
        if (runtime == null) {
            return false;
        }
        RunIo io = io(definition, left.run());
        Optional<RunningServer> adopted = runtime.adopt(definition, left, io);
        adopted.ifPresent(server -> {
            news.accept(new Command.Adopted(left.run()));
            started(definition, left.run(), server, io);
        });
        return adopted.isPresent();
    }

    private void started(ServerDefinition definition, long run, RunningServer server, RunIo io) {
        Channel channel = switch (definition.transport()) {
            case STDIO -> connect(definition, server, io);
            case HTTP -> new HttpChannel(definition, server, io, around);
        };
        Instant now = around.clock().instant();
        Instant since = server.container().flatMap(ContainerDetails::startedAt).orElse(now);
        // what an adopted container used before would else count as used since now
        var cpu = new CpuMeter(
                run, System.nanoTime() - Duration.between(since, now).toNanos());
        var started = new ActiveRun(server, io, since, channel, cpu);
        active = started;
        news.accept(new Command.Spawned(run, started.place()));
        var _ = server.exit().thenAccept(exit -> news.accept(new Command.Exited(run, exit)));
        switch (channel) {
            case StdioChannel stdio -> {
                var _ = stdio.handshake().whenComplete((session, failure) -> handshaken(run, io, session, failure));
            }
            case HttpChannel http
            when definition.type() == ServerType.REMOTE -> {
                var _ = http.connect().whenComplete((session, failure) -> handshaken(run, io, session, failure));
            }
            case HttpChannel _ -> later(new Command.Ready(run, "runs"));
        }
    }

    private StdioChannel connect(ServerDefinition definition, RunningServer server, RunIo io) {
        StdioConnection connection = around.connect(definition, server, io);
        Duration timeout = definition.config().startTimeout();
        CompletableFuture<McpSession> session = probeEra
                ? McpSession.open(connection, around.client(), timeout)
                : McpSession.openLegacy(connection, around.client(), timeout);
        return new StdioChannel(connection, session);
    }

    private void handshaken(long run, RunIo io, @Nullable McpSession session, @Nullable Throwable failure) {
        if (session != null) {
            news.accept(new Command.Ready(run, summary(session.server())));
            var _ = io.outEnded().thenRun(() -> later(new Command.McpLost(run, "closed its stdout, but lives")));
        } else if (failure != null) {
            later(new Command.Ready(run, "runs, but without MCP"));
            later(new Command.McpLost(run, "does not speak MCP: " + reason(failure)));
        }
    }

    private static String summary(ServerInfo server) {
        return "answers MCP %s as %s %s"
                .formatted(
                        server.protocolVersion(),
                        server.name().orElse("a server without name"),
                        server.version().orElse(""))
                .strip();
    }

    private void later(Command command) {
        around.timers().after(SETTLE, () -> news.accept(command));
    }

    void terminate(long run) {
        ActiveRun ending = active;
        // some servers end when anything but initialize comes first: the next run is asked in the other way
        boolean endedByProbe = ending != null && ending.endedBeforeSession();
        probeEra = !(probeEra && endedByProbe);
        StopResult result = ending == null
                ? NOTHING_LIVED
                : ending.endAtLast(reason -> news.accept(new Command.PlaceAway(run, reason)));
        active = null;
        news.accept(new Command.Terminated(run, result));
    }

    /** What a failed future says. */
    static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
    }
}
