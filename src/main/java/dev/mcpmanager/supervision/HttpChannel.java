package dev.mcpmanager.supervision;

import dev.mcpmanager.mcp.ConnectionListener;
import dev.mcpmanager.mcp.HttpConnection;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.ServerInfo;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.ContainerDetails;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.server.Launch;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerType;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * MCP over HTTP with what a run listens to on loopback, or with a remote server, connected when it is first asked for.
 * Thread-safe.
 */
final class HttpChannel implements Channel {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private final ServerDefinition definition;
    private final RunningServer run;
    private final ConnectionListener listener;
    private final Surroundings around;
    private final long begunAt = System.nanoTime();
    private @Nullable HttpConnection connection;
    private CompletableFuture<McpSession> latest = CompletableFuture.failedFuture(new IllegalStateException());
    private CompletableFuture<McpSession> awaited = latest;
    private volatile long failedAt = begunAt - BETWEEN_TRIES.toNanos();
    private boolean closed;

    HttpChannel(ServerDefinition definition, RunningServer run, ConnectionListener listener, Surroundings around) {
        this.definition = definition;
        this.run = run;
        this.listener = listener;
        this.around = around;
    }

    /** By which it is reached on loopback. */
    Optional<Integer> port() {
        return definition.port().or(() -> run.container().flatMap(ContainerDetails::port));
    }

    /** {@inheritDoc} After a failure the next caller connects again. */
    @Override
    public McpSession session() {
        try {
            return attempt().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : e;
        }
    }

    /**
     * {@inheritDoc} A run that has not begun to listen yet is waited for, at most {@code config.startTimeout}. Who comes
     * just after a failure gets the same: else those who come again because of it would learn of none.
     */
    @Override
    public synchronized CompletableFuture<McpSession> connect() {
        if (!isUsable(awaited) && System.nanoTime() - failedAt >= BETWEEN_TRIES.toNanos()) {
            awaited = patiently().whenComplete((_, failure) -> {
                if (failure != null) {
                    failedAt = System.nanoTime();
                }
            });
        }
        return awaited;
    }

    private CompletableFuture<McpSession> patiently() {
        return attempt()
                .exceptionallyCompose(failure -> mayStillStart(failure)
                        ? pause().thenCompose(_ -> patiently())
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Void> pause() {
        var over = new CompletableFuture<Void>();
        around.timers().after(BETWEEN_TRIES, () -> over.complete(null));
        return over;
    }

    private boolean mayStillStart(Throwable failure) {
        return failure instanceof ProblemException told
                && told.problem() instanceof Problem.Unavailable
                && System.nanoTime() - begunAt
                        < definition.config().startTimeout().toNanos();
    }

    private synchronized CompletableFuture<McpSession> attempt() {
        if (closed) {
            throw unavailable("does not run any more");
        }
        if (!isUsable(latest)) {
            latest = McpSession.open(connection(), CONNECT_TIMEOUT);
        }
        return latest;
    }

    /** Whether it is under way, or brought a connection that is still open. */
    private boolean isUsable(CompletableFuture<McpSession> connecting) {
        return !connecting.isCompletedExceptionally()
                && (connection == null || !connection.isClosed() || !connecting.isDone());
    }

    private HttpConnection connection() {
        HttpConnection known = connection;
        if (known == null || known.isClosed()) {
            known = new HttpConnection(
                    definition.name(),
                    around.signIns().target(definition, address()),
                    around.client(),
                    listener,
                    around.timers().scheduler(),
                    around.maxMessageBytes());
            connection = known;
        }
        return known;
    }

    private URI address() {
        if (definition.launch() instanceof Launch.RemoteUrl remote) {
            return remote.url();
        }
        int port = port().orElseThrow(() -> unavailable(
                definition.type() == ServerType.CONTAINER
                        ? "publishes no port: set config.container.port to the one that it listens on, on a network"
                                + " that can publish it, then restart it"
                        : "has transport http, but no port: set port, then restart it"));
        return URI.create("http://127.0.0.1:" + port + definition.mcpPath());
    }

    private ProblemException unavailable(String what) {
        return new ProblemException(new Problem.Unavailable("Server " + definition.name() + " " + what));
    }

    @Override
    public synchronized Optional<ServerInfo> server() {
        return latest.state() == Future.State.SUCCESS
                ? Optional.of(latest.resultNow().server())
                : Optional.empty();
    }

    @Override
    public synchronized void close(String what) {
        closed = true;
        if (connection != null) {
            connection.close(what);
        }
    }
}
