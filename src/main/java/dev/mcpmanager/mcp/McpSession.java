package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the manager itself asks of a connected server, in the server's era; thread-safe. Futures complete as those of
 * {@link McpConnection} and fail with {@link Problem.UpstreamFailed} also when the server answers with an error or with
 * what the protocol does not allow.
 */
public final class McpSession {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);

    private final McpConnection connection;
    private final ServerInfo server;
    private final ClientInfo client;
    private final ToolHeaders toolHeaders = new ToolHeaders(this);

    McpSession(McpConnection connection, ServerInfo server, ClientInfo client) {
        this.connection = connection;
        this.server = server;
        this.client = client;
    }

    /**
     * Finds out the server's era and connects: {@code server/discover} first, {@code initialize} when that was answered
     * by anything but a modern answer, or not within 3 s; a modern answer that comes later still counts. Fails with
     * {@link Problem.UpstreamTimedOut} after {@code timeout}, with {@link Problem.UpstreamFailed} when the server closes,
     * refuses both, or speaks no version that the manager knows.
     */
    public static CompletableFuture<McpSession> open(StdioConnection connection, ClientInfo client, Duration timeout) {
        return new Handshake(connection, client, PROBE_TIMEOUT).probe(timeout);
    }

    /**
     * Like {@link #open}, with {@code initialize} at once: for servers known to be legacy, some of which exit when
     * anything else comes first.
     */
    public static CompletableFuture<McpSession> openLegacy(
            StreamConnection connection, ClientInfo client, Duration timeout) {
        return new Handshake(connection, client, PROBE_TIMEOUT).initializeOnly(timeout);
    }

    /**
     * Connects with a client's own {@code initialize}, whose {@code notifications/initialized} is to follow. Gives what the
     * server answered, for the client; fails like {@link #open}.
     */
    public static CompletableFuture<Response> initialize(StdioConnection connection, RawJson params, Duration timeout) {
        return connection.request(Handshake.INITIALIZE, params, timeout);
    }

    /** The session after {@link #initialize}; empty if {@code answer} is no object. */
    public static Optional<McpSession> initialized(StdioConnection connection, RawJson answer, ClientInfo client) {
        return Protocol.object(answer)
                .map(object -> new McpSession(
                        connection,
                        ServerInfo.of(
                                Era.LEGACY,
                                Protocol.text(object, "protocolVersion").orElse("none"),
                                object.path("serverInfo"),
                                answer,
                                object,
                                connection::redacted),
                        client));
    }

    /** Like {@link #open}, over HTTP; fails with {@link Problem.Unavailable} when nothing listens yet. */
    public static CompletableFuture<McpSession> open(HttpConnection connection, Duration timeout) {
        return connection.open(timeout);
    }

    /** Which clients can share with the manager. */
    public McpConnection connection() {
        return connection;
    }

    /** What calls of tools repeat in headers. */
    public ToolHeaders toolHeaders() {
        return toolHeaders;
    }

    /** The {@code _meta} of a modern request of the manager's own. */
    public ObjectNode requestMeta() {
        return Protocol.requestMeta(client);
    }

    public ServerInfo server() {
        return server;
    }

    /**
     * Asks for a sign of life: {@code ping} of a legacy server (2025-11-25, Utilities, Ping), {@code server/discover} of a
     * modern one, which has no ping (2026-07-28, Discovery). An error is a sign of life, too.
     */
    public CompletableFuture<Void> ping(Duration timeout) {
        String method = server.era() == Era.MODERN ? Protocol.DISCOVER : "ping";
        CompletableFuture<Response> answer = ask(method, Json.STRICT.createObjectNode(), timeout);
        CompletableFuture<Void> heard = answer.thenAccept(_ -> {});
        // a cancelled future does not by itself cancel what it came from
        var _ = heard.whenComplete((_, _) -> answer.cancel(false));
        return heard;
    }

    /** All tools, each as the server wrote it; {@code timeout} is for all pages together, as below. */
    public CompletableFuture<List<JsonNode>> listTools(Duration timeout) {
        return list("tools", "tools/list", "tools", timeout);
    }

    public CompletableFuture<List<JsonNode>> listResources(Duration timeout) {
        return list("resources", "resources/list", "resources", timeout);
    }

    public CompletableFuture<List<JsonNode>> listResourceTemplates(Duration timeout) {
        return list("resources", "resources/templates/list", "resourceTemplates", timeout);
    }

    public CompletableFuture<List<JsonNode>> listPrompts(Duration timeout) {
        return list("prompts", "prompts/list", "prompts", timeout);
    }

    private CompletableFuture<List<JsonNode>> list(String capability, String method, String member, Duration timeout) {
        if (!server.capabilityNames().contains(capability)) {
            return CompletableFuture.completedFuture(List.of());
        }
        return new Listing(this, connection, method, member, timeout).start();
    }

    /** Sends one request of the session's era; {@code params} becomes the session's. */
    CompletableFuture<Response> ask(String method, ObjectNode params, Duration timeout) {
        if (server.era() == Era.MODERN) {
            params.set(Protocol.META, Protocol.requestMeta(client));
        }
        return connection.request(method, RawJson.of(params), timeout);
    }

    /** @throws ProblemException if the response is anything but a complete result */
    JsonNode complete(String method, Response response) {
        return switch (response) {
            case Failure failure ->
                throw connection.failure("answered " + method + " with "
                        + ErrorObject.of(failure).text());
            case Result result -> complete(method, result.result());
        };
    }

    private JsonNode complete(String method, RawJson raw) {
        JsonNode result = Protocol.object(raw)
                .orElseThrow(() -> connection.failure("answered " + method + " with something other than an object"));
        // 2026-07-28, Base Protocol, ResultType: absent means complete, an unknown one is invalid; legacy has none
        String type = server.era() == Era.MODERN ? result.path("resultType").asString("complete") : "complete";
        if (!type.equals("complete")) {
            throw connection.failure("answered " + method + " with a result of type " + Protocol.cut(type));
        }
        return result;
    }
}
