package dev.mcpmanager.gateway;

import dev.mcpmanager.catalog.OfferedUris;
import dev.mcpmanager.mcp.EncodedMessage;
import dev.mcpmanager.mcp.JsonRpcEncoder;
import dev.mcpmanager.mcp.JsonRpcId;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * A legacy client's session with all servers; it has a part with each server that it has used. Outlives the servers' runs.
 * Thread-safe.
 */
final class JoinedSession implements OpenSession {

    /** A resource that the client knows by a URI that names the server. */
    private record Qualified(String serverId, String uri) {}

    private final LegacyClient client;
    private final JoinedPlace place;
    private final RawJson initialize;
    /** By the server's id. */
    private final ConcurrentMap<String, LegacySession> sessions = new ConcurrentHashMap<>();

    private final Set<Qualified> qualified = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /** @param initialize params with which the client opened it */
    JoinedSession(LegacyClient client, JoinedPlace place, RawJson initialize) {
        this.client = client;
        this.place = place;
        this.initialize = initialize;
    }

    @Override
    public LegacyClient client() {
        return client;
    }

    JoinedPlace place() {
        return place;
    }

    @Override
    public void request(Request request, HttpExchange exchange) {
        client.used();
        Optional<Params> params = Params.of(request.params());
        if (params.isEmpty()) {
            refuse(exchange, request.id(), RpcError.INVALID_PARAMS, "params must be an object that repeats nothing");
            return;
        }
        switch (request.method()) {
            case "ping" -> reply(exchange, request.id(), RawJson.EMPTY_OBJECT);
            case "initialize" ->
                refuse(exchange, request.id(), RpcError.INVALID_REQUEST, "The session is initialized already");
            case "logging/setLevel" -> setLevel(request.id(), params.get(), exchange);
            default ->
                new Routes(place.view(), false)
                        .find(request.method(), params.get(), route -> follow(route, request, params.get(), exchange));
        }
    }

    private void follow(Route route, Request request, Params params, HttpExchange exchange) {
        switch (route) {
            case Route.Answer(RawJson result) -> reply(exchange, request.id(), result);
            case Route.Nowhere(int code, String message) -> refuse(exchange, request.id(), code, message);
            case Route.To(String serverId, RawJson own) -> {
                try {
                    subscribes(request.method(), serverId, params, own);
                    var toServer = new Request(request.id(), request.method(), Optional.of(own));
                    with(serverId, session -> session.request(toServer, exchange));
                } catch (ProblemException e) {
                    refuse(
                            exchange,
                            request.id(),
                            RpcError.INTERNAL,
                            e.problem().detail());
                }
            }
        }
    }

    private static void reply(HttpExchange exchange, JsonRpcId id, RawJson result) {
        EncodedMessage message = JsonRpcEncoder.encode(new Result(id, result));
        exchange.reply(Reply.json(
                Reply.OK,
                exchange.isTooLargeNow(message.length())
                        ? RpcError.tooLargeNow(id, message.length()).encoded()
                        : message));
    }

    private static void refuse(HttpExchange exchange, JsonRpcId id, int code, String message) {
        exchange.reply(Reply.json(Reply.OK, RpcError.of(id, code, message).encoded()));
    }

    private void setLevel(JsonRpcId id, Params params, HttpExchange exchange) {
        String level = params.object().text("level").orElse("");
        if (!LogLevels.isLevel(level)) {
            refuse(exchange, id, RpcError.INVALID_PARAMS, "level must be one of " + LogLevels.all());
            return;
        }
        client.setLogLevel(level);
        sessions.values().forEach(session -> session.server().wantLevel(level));
        reply(exchange, id, RawJson.EMPTY_OBJECT);
    }

    /** Goes on with the part with this server, which begins when it is first needed. */
    private void with(String serverId, Consumer<LegacySession> then) {
        LegacySession known = sessions.get(serverId);
        if (known != null) {
            then.accept(known);
            return;
        }
        LegacySession session = begin(serverId);
        client.logLevel().ifPresent(session.server()::wantLevel);
        if (session.server().source().isShared() && client.capabilities().roots()) {
            // what the server asks for then is not taken for a question of the first call
            session.server().questions().rootsOf(session, () -> then.accept(session));
        } else {
            then.accept(session);
        }
    }

    private synchronized LegacySession begin(String serverId) {
        if (closed) {
            throw ServerRuns.unavailable("The session has ended");
        }
        LegacySession known = sessions.get(serverId);
        if (known != null) {
            return known;
        }
        ServedServer server = place.all().serverFor(serverId, client.id(), initialize);
        var session = new LegacySession(client, server, Optional.of(this));
        sessions.put(serverId, session);
        server.begin(session);
        return session;
    }

    /** Remembers by what URI the client knows the resource. */
    private void subscribes(String method, String serverId, Params params, RawJson own) {
        if (method.equals("resources/subscribe")) {
            Optional<String> offered = params.object().text("uri");
            Optional<String> uri =
                    Params.of(Optional.of(own)).flatMap(known -> known.object().text("uri"));
            uri.filter(text -> !offered.equals(uri)).ifPresent(text -> qualified.add(new Qualified(serverId, text)));
        }
    }

    /** The same with the URI by which the client knows the resource that it tells of. */
    Notification offered(ServedServer server, Notification notification) {
        if (Topic.of(notification).orElse(null) instanceof Topic.Updated updated
                && qualified.stream().anyMatch(each -> each.serverId.equals(server.id()) && updated.isOf(each.uri))) {
            return Topic.Updated.as(
                    OfferedUris.qualified(place.all().nameOf(server.id()), updated.uri()), notification);
        }
        return notification;
    }

    @Override
    public void notified(Notification notification) {
        switch (notification.method()) {
            // what a server is told for good it is told when its part begins; what nobody knows is for nobody
            case "notifications/roots/list_changed" ->
                sessions.values().forEach(session -> session.notified(notification));
            default -> {}
        }
    }

    /** The server was deleted. */
    void forget(String serverId) {
        sessions.remove(serverId);
        qualified.removeIf(each -> each.serverId.equals(serverId));
    }

    @Override
    public void end() {
        place.all().end(this);
    }

    /** Ends all that is under way. */
    void close() {
        List<LegacySession> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(sessions.values());
        }
        client.close();
        all.forEach(LegacySession::end);
    }
}
