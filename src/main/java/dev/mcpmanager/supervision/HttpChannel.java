package dev.mcpmanager.supervision;

import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.HttpConnection;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.ServerInfo;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.ContainerDetails;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerType;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** MCP over HTTP with what a run listens to on loopback, connected when it is first asked for. Thread-safe. */
final class HttpChannel implements Channel {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final ServerDefinition definition;
    private final RunningServer run;
    private final ClientInfo client;
    private final UnaryOperator<String> redact;
    private @Nullable HttpConnection connection;
    private CompletableFuture<McpSession> latest = CompletableFuture.failedFuture(new IllegalStateException());
    private boolean closed;

    /** @param redact for the server's own words */
    HttpChannel(ServerDefinition definition, RunningServer run, ClientInfo client, UnaryOperator<String> redact) {
        this.definition = definition;
        this.run = run;
        this.client = client;
        this.redact = redact;
    }

    /** By which it is reached on loopback. */
    Optional<Integer> port() {
        return definition.port().or(() -> run.container().flatMap(ContainerDetails::port));
    }

    /** {@inheritDoc} After a failure the next caller connects again. */
    @Override
    public McpSession session() {
        try {
            return connecting().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : e;
        }
    }

    private synchronized CompletableFuture<McpSession> connecting() {
        if (closed) {
            throw unavailable("does not run any more");
        }
        if (latest.isCompletedExceptionally()) {
            latest = McpSession.open(connection(), CONNECT_TIMEOUT);
        }
        return latest;
    }

    private HttpConnection connection() {
        HttpConnection known = connection;
        if (known == null) {
            int port = port().orElseThrow(() -> unavailable(
                    definition.type() == ServerType.CONTAINER
                            ? "publishes no port: set config.container.port to the one that it listens on, on a network"
                                    + " that can publish it, then restart it"
                            : "has transport http, but no port: set port, then restart it"));
            URI address = URI.create("http://127.0.0.1:" + port + definition.mcpPath());
            known = new HttpConnection(definition.name(), address, client, redact);
            connection = known;
        }
        return known;
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
