package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.RawJson;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A legacy client's session with one server, by itself or as a part of one with all servers; outlives the server's runs.
 * Thread-safe. It subscribes to at most {@value #MAX_RESOURCES} resources.
 */
final class LegacySession implements Subscriber, OpenSession {
    static final int MAX_RESOURCES = 1_000;

    private final LegacyClient client;
    private final ServedServer server;
    /** Of which it is a part. */
    private final Optional<JoinedSession> whole;

    private final Set<String> resources = ConcurrentHashMap.newKeySet();

    LegacySession(LegacyClient client, ServedServer server, Optional<JoinedSession> whole) {
        this.client = client;
        this.server = server;
        this.whole = whole;
    }

    @Override
    public LegacyClient client() {
        return client;
    }

    String id() {
        return client.id();
    }

    /** Tells the session's calls from those of other clients. */
    Object owner() {
        return client.id();
    }

    ServedServer server() {
        return server;
    }

    /** Whether the client has a session with all servers, of which this is a part. */
    boolean isPart() {
        return whole.isPresent();
    }

    /** Takes a server's question to the client, unless it did not declare that it answers such. */
    void ask(Request question, LegacyStream stream, Consumer<Response> onAnswer) {
        // such as tasks/result (2025-11-25, Tasks)
        if (client.capabilities().allow(question) || !Capabilities.govern(question.method())) {
            client.ask(this, question, stream, onAnswer);
        } else {
            onAnswer.accept(RpcError.of(
                            question.id(),
                            RpcError.METHOD_NOT_FOUND,
                            "The client does not support " + question.method())
                    .failure());
        }
    }

    /** Asks what belongs to no call. */
    void ask(Request question, Consumer<Response> onAnswer) {
        ask(question, client.standing(), onAnswer);
    }

    /** The server does not wait any more for what it asked under this id; gives how much that was. */
    int withdraw(RawJson asked, LegacyStream stream) {
        return client.withdraw(this, asked, stream);
    }

    /** The server does not wait any more for what it asked in no call under this id. */
    void withdraw(RawJson asked) {
        int _ = withdraw(asked, client.standing());
    }

    /** Nobody waits any more for the answers to what was asked on this stream. */
    void drop(LegacyStream stream) {
        client.drop(this, stream, "The call is over");
    }

    /** The server has ended: what it asked in no call needs no answer. */
    void serverEnded() {
        drop(client.standing());
    }

    @Override
    public boolean wants(Topic topic) {
        return switch (topic) {
            // of the lists of all servers the whole is told
            case Topic.Changed _ -> !isPart();
            case Topic.Updated updated -> resources.stream().anyMatch(updated::isOf);
        };
    }

    @Override
    public Set<String> resources() {
        return resources;
    }

    /** False if there are too many. */
    boolean subscribe(String uri) {
        return resources.contains(uri) || (resources.size() < MAX_RESOURCES && resources.add(uri));
    }

    void unsubscribe(String uri) {
        resources.remove(uri);
    }

    /** Tells what belongs to no call. */
    @Override
    public void tell(Notification notification) {
        client.tell(whole.map(all -> all.offered(server, notification)).orElse(notification));
    }

    @Override
    public void request(Request request, HttpExchange exchange) {
        LegacyRequests.request(this, request, exchange);
    }

    @Override
    public void notified(Notification notification) {
        switch (notification.method()) {
            case "notifications/initialized", "notifications/roots/list_changed" -> {
                if (!server.source().isShared()) {
                    forward(notification);
                } else if (client.capabilities().roots()) {
                    server.questions().rootsOf(this);
                }
            }
            default -> forward(notification);
        }
    }

    private void forward(Notification notification) {
        server.runs().current().ifPresent(run -> run.connection().send(notification));
    }

    @Override
    public void end() {
        server.end(this);
    }
}
