package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Connects once to one run of a server, in the era that it speaks (2026-07-28, stdio, Backward Compatibility; 2025-11-25,
 * Lifecycle). Thread-safe: a server that is slow to start may find both questions waiting.
 */
final class Handshake {
    static final String INITIALIZE = "initialize";

    private final StreamConnection connection;
    private final ClientInfo client;
    private final Duration probeTimeout;
    private final CompletableFuture<McpSession> session = new CompletableFuture<>();
    /** Complete when the question turned out to be in vain; the text says what the server did. */
    private final CompletableFuture<String> discoverFailed = new CompletableFuture<>();

    private final CompletableFuture<String> initializeFailed = new CompletableFuture<>();
    private final AtomicBoolean initializing = new AtomicBoolean();

    /** @param probeTimeout how long the answer to one question is waited for before the other gets its turn */
    Handshake(StreamConnection connection, ClientInfo client, Duration probeTimeout) {
        this.connection = connection;
        this.client = client;
        this.probeTimeout = probeTimeout;
        var _ = discoverFailed.thenCombine(
                initializeFailed,
                (discover, initialize) ->
                        session.completeExceptionally(connection.failure(discover + " and " + initialize)));
    }

    CompletableFuture<McpSession> probe(Duration timeout) {
        var _ = discoverFailed.thenRun(this::initialize);
        Future<?> fallback = connection.schedule(probeTimeout, this::initialize);
        var _ = session.whenComplete((_, _) -> fallback.cancel(false));
        ObjectNode params = Json.STRICT.createObjectNode();
        params.set(Protocol.META, Protocol.requestMeta(client));
        ask(Protocol.DISCOVER, params, this::discovered);
        return within(timeout);
    }

    CompletableFuture<McpSession> initializeOnly(Duration timeout) {
        discoverFailed.complete("was taken for legacy");
        initialize();
        return within(timeout);
    }

    private CompletableFuture<McpSession> within(Duration timeout) {
        Future<?> timer = connection.schedule(
                timeout,
                () -> session.completeExceptionally(connection.timedOut(
                        "complete the MCP handshake (it "
                                + discoverFailed.getNow("did not answer " + Protocol.DISCOVER) + " and "
                                + initializeFailed.getNow("did not answer " + INITIALIZE) + ")",
                        timeout)));
        var _ = session.whenComplete((_, _) -> timer.cancel(false));
        return session;
    }

    private void ask(String method, ObjectNode params, Consumer<Response> onAnswer) {
        CompletableFuture<Response> answer = connection.requestWithoutEnd(method, RawJson.of(params));
        var _ = answer.thenAccept(onAnswer).whenComplete((_, failure) -> {
            if (failure != null) {
                session.completeExceptionally(failure);
            }
        });
        var _ = session.whenComplete((_, _) -> answer.cancel(false));
    }

    private void initialize() {
        if (initializing.compareAndSet(false, true)) {
            ObjectNode params = Protocol.initializeParams(client);
            params.set("capabilities", Protocol.clientCapabilities());
            ask(INITIALIZE, params, this::initialized);
        }
    }

    private void discovered(Response response) {
        switch (response) {
            case Result result -> {
                ObjectNode object = Protocol.object(result.result()).orElse(Json.STRICT.createObjectNode());
                List<String> versions = versions(object.path("supportedVersions"));
                if (versions.contains(Protocol.MODERN)) {
                    JsonNode info = object.path(Protocol.META).path(Protocol.SERVER_INFO);
                    modern(ServerInfo.of(
                            Era.MODERN, Protocol.MODERN, info, result.result(), object, connection::redacted));
                } else {
                    notModern(versions, "answered " + Protocol.DISCOVER + " without naming a version");
                }
            }
            case Failure failure -> {
                ErrorObject error = ErrorObject.of(failure);
                List<String> versions = error.code() == ErrorObject.UNSUPPORTED_PROTOCOL_VERSION
                        ? versions(error.data().path("supported"))
                        : List.of();
                notModern(versions, "answered " + Protocol.DISCOVER + " with " + error.text());
            }
        }
    }

    private void modern(ServerInfo server) {
        if (initializing.compareAndSet(false, true)) {
            connected(server);
            return;
        }
        // initialize is under way behind it, and a server of both eras takes that as the choice of legacy for its whole
        // process (2026-07-28, Versioning): modern only counts if the server does not accept it
        var _ = initializeFailed.thenRun(() -> connected(server));
        var _ = connection.schedule(probeTimeout, () -> connected(server));
    }

    /** @param versions what the server says to speak; empty if it did not understand the question */
    private void notModern(List<String> versions, String answer) {
        if (versions.isEmpty() || versions.stream().anyMatch(Protocol.LEGACY::contains)) {
            discoverFailed.complete(answer);
        } else {
            session.completeExceptionally(
                    connection.failure("speaks none of the protocol versions that the manager knows, only "
                            + Protocol.cut(String.join(", ", versions))));
        }
    }

    private void initialized(Response response) {
        switch (response) {
            case Result result -> {
                ObjectNode object = Protocol.object(result.result()).orElse(Json.STRICT.createObjectNode());
                String version =
                        Protocol.cut(Protocol.text(object, "protocolVersion").orElse("none"));
                if (Protocol.LEGACY.contains(version)) {
                    connected(ServerInfo.of(
                            Era.LEGACY,
                            version,
                            object.path("serverInfo"),
                            result.result(),
                            object,
                            connection::redacted));
                } else {
                    initializeFailed.complete("answered " + INITIALIZE + " with protocol version " + version
                            + ", which the manager does not know");
                }
            }
            case Failure failure ->
                initializeFailed.complete("answered " + INITIALIZE + " with "
                        + ErrorObject.of(failure).text());
        }
    }

    private void connected(ServerInfo server) {
        if (session.isDone()) {
            return;
        }
        if (server.era() == Era.LEGACY) {
            // before anybody can use the session, as the server expects nothing else first
            connection.sendNotification("notifications/initialized", RawJson.EMPTY_OBJECT);
        }
        session.complete(new McpSession(connection, server, client));
    }

    static List<String> versions(JsonNode array) {
        return array.values().stream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }
}
