package dev.mcpmanager.supervision;

import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.StdioConnection;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.LaunchPlan;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.StopResult;
import dev.mcpmanager.server.ServerDefinition;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run of a stdio server that one client's session has for itself, beside the run that is supervised: it is not started
 * again, and ends with the server. Thread-safe; no method blocks.
 */
public final class SessionRun {
    private static final Logger log = LoggerFactory.getLogger(SessionRun.class);

    /** How much earlier than its exit a closed stdout may be noticed. */
    private static final Duration SETTLE = Duration.ofMillis(100);

    private final ServerDefinition definition;
    private final long run;
    private final Surroundings around;
    private final Consumer<String> notices;
    private final Lane lane = new Lane();
    private final CompletableFuture<Void> unwanted = new CompletableFuture<>();
    private final CompletableFuture<StdioConnection> connected = new CompletableFuture<>();
    private final CompletableFuture<McpSession> session = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile @Nullable ActiveRun active;
    private volatile boolean endedByItself;

    /** @param notices told what the server's users should know of it */
    SessionRun(ServerDefinition definition, long run, Surroundings around, Consumer<String> notices) {
        this.definition = definition;
        this.run = run;
        this.around = around;
        this.notices = notices;
    }

    void start() {
        lane.run(this::launch);
    }

    private void launch() {
        RunIo io = around.io(definition, run, notices);
        switch (around.start(new LaunchPlan(definition, run, unwanted), io)) {
            case StartResult.Started(RunningServer server) -> started(server, io);
            case StartResult.Refused(String reason) -> failed(io.redacted(reason));
            case StartResult.Failed(String reason) -> failed(io.redacted(reason));
            case StartResult.SignInNeeded(String reason, CompletableFuture<Void> _) -> failed(io.redacted(reason));
            case StartResult.Away(String reason, CompletableFuture<Void> _) -> failed(io.redacted(reason));
        }
    }

    private void failed(String reason) {
        connected.completeExceptionally(new ProblemException(new Problem.Unavailable(
                "Server " + definition.name() + " cannot be started for the session: " + reason)));
        end();
    }

    private void started(RunningServer server, RunIo io) {
        StdioConnection connection = around.connect(definition, server, io);
        var started = new ActiveRun(
                server,
                io,
                around.clock().instant(),
                new StdioChannel(connection, session),
                new CpuMeter(run, System.nanoTime()));
        active = started;
        log.info("server {} run {}: {} for a session", definition.name(), run, started.place());
        var _ = server.exit().thenAccept(exit -> ended("ended with " + exit.text()));
        var _ = io.outEnded().thenRun(() -> around.timers().after(SETTLE, () -> ended("closed its stdout, but lived")));
        connected.complete(connection);
    }

    private void ended(String how) {
        if (ending.compareAndSet(false, true)) {
            endedByItself = true;
            notices.accept("run " + run + ", for a client's session, " + how);
            lane.run(this::terminate);
        }
    }

    /** Ends it, gently first; {@link #gone} tells when that is done. */
    public void end() {
        unwanted.complete(null);
        if (ending.compareAndSet(false, true)) {
            lane.run(this::terminate);
        }
    }

    private void terminate() {
        ActiveRun ended = active;
        if (ended != null) {
            StopResult result = ended.endAtLast(reason -> notices.accept("run " + run + ": " + reason));
            if (!result.survivors().isEmpty()) {
                notices.accept(
                        "run " + run + ": processes " + result.survivors() + " live on in spite of SIGKILL; end them");
            }
            log.info("server {} run {}: nothing of it lives", definition.name(), run);
        }
        active = null;
        gone.complete(null);
    }

    /** Kills what lives, so that an {@link #end} under way need not wait. */
    void kill() {
        Optional.ofNullable(active).ifPresent(living -> living.server().kill());
    }

    /**
     * Opens its session with a client's own params, as soon as it can be asked. Gives what the server answered; fails with
     * a {@link ProblemException} if it did not start or did not answer in {@code config.startTimeout}.
     */
    public CompletableFuture<Response> initialize(RawJson params) {
        return connected.thenCompose(connection -> McpSession.initialize(
                        connection, params, definition.config().startTimeout())
                .thenApply(response -> {
                    if (response instanceof Result result) {
                        McpSession.initialized(connection, result.result(), around.client())
                                .ifPresent(session::complete);
                    }
                    return response;
                }));
    }

    /** What {@link #initialize} opened; empty before, and if the server did not agree. */
    public Optional<McpSession> session() {
        return session.state() == Future.State.SUCCESS ? Optional.of(session.resultNow()) : Optional.empty();
    }

    /** Completes, never exceptionally, when nothing of it lives. */
    public CompletableFuture<Void> gone() {
        return gone;
    }

    /** Whether it is at its end, or near. */
    public boolean isEnding() {
        return ending.get();
    }

    /** Whether nobody wanted its end. */
    public boolean endedByItself() {
        return endedByItself;
    }
}
