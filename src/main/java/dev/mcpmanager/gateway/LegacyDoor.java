package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcId;
import dev.mcpmanager.mcp.JsonRpcMessage;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.problem.ProblemException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Serves clients of 2025-11-25 and earlier (Transports, Streamable HTTP; Lifecycle). Thread-safe. */
final class LegacyDoor {
    static final String SESSION_ID = "Mcp-Session-Id";
    private static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
    private static final int SESSION_ID_BYTES = 18;

    private final GatewayParts parts;
    private final SecureRandom random = new SecureRandom();

    LegacyDoor(GatewayParts parts) {
        this.parts = parts;
    }

    void post(LegacyPlace place, HttpExchange exchange, JsonRpcMessage message) {
        if (message instanceof Request request
                && request.method().equals("initialize")
                && exchange.header(SESSION_ID).isEmpty()) {
            open(place, exchange, request);
            return;
        }
        Optional<? extends OpenSession> session = session(place, exchange);
        if (session.isEmpty()) {
            return;
        }
        switch (message) {
            case Request request -> session.get().request(request, exchange);
            case Notification notification -> {
                notified(session.get(), notification);
                exchange.reply(Reply.empty(Reply.ACCEPTED));
            }
            case Result result -> answered(session.get(), exchange, Optional.of(result.id()), result);
            case Failure failure -> answered(session.get(), exchange, failure.id(), failure);
        }
    }

    /** Opens a stream for what belongs to no request, or one that goes on where another broke off. */
    void get(LegacyPlace place, HttpExchange exchange) {
        String lastEventId = exchange.header("Last-Event-ID").orElse("");
        session(place, exchange)
                .ifPresent(session -> session.client().stream(lastEventId)
                        .ifPresentOrElse(
                                stream -> stream.resume(exchange, lastEventId),
                                () -> refuse(
                                        exchange,
                                        Reply.BAD_REQUEST,
                                        "There is no stream any more with the event of this Last-Event-ID")));
    }

    void delete(LegacyPlace place, HttpExchange exchange) {
        session(place, exchange).ifPresent(session -> {
            session.end();
            exchange.reply(Reply.empty(Reply.NO_CONTENT));
        });
    }

    /** The request's session; empty when there is none, which then was answered. */
    private static Optional<? extends OpenSession> session(LegacyPlace place, HttpExchange exchange) {
        Optional<String> version = exchange.header(PROTOCOL_VERSION).filter(text -> !Eras.LEGACY.contains(text));
        if (version.isPresent()) {
            refuse(
                    exchange,
                    Reply.BAD_REQUEST,
                    "MCP-Protocol-Version must be one of " + String.join(", ", Eras.LEGACY) + " in a session");
            return Optional.empty();
        }
        Optional<String> id = exchange.header(SESSION_ID);
        if (id.isEmpty()) {
            refuse(exchange, Reply.BAD_REQUEST, "Mcp-Session-Id is missing: send initialize first");
            return Optional.empty();
        }
        Optional<? extends OpenSession> session = place.find(id.get());
        if (session.isEmpty()) {
            refuse(exchange, Reply.NOT_FOUND, "There is no such session, or not any more: send initialize again");
        }
        return session;
    }

    private void open(LegacyPlace place, HttpExchange exchange, Request request) {
        Optional<Params> params = Params.of(request.params());
        Optional<Capabilities> capabilities = params.flatMap(
                known -> Capabilities.of(known.object().get("capabilities").orElse(RawJson.EMPTY_OBJECT)));
        if (capabilities.isEmpty()) {
            exchange.reply(Reply.error(
                    Reply.BAD_REQUEST,
                    RpcError.of(request.id(), RpcError.INVALID_PARAMS, "The params of initialize are not in order")));
            return;
        }
        if (parts.sessions().incrementAndGet() > parts.settings().maxSessions()) {
            parts.sessions().decrementAndGet();
            exchange.reply(Reply.error(
                    Reply.UNAVAILABLE,
                    RpcError.of(
                            request.id(),
                            RpcError.INTERNAL,
                            "There are " + parts.settings().maxSessions() + " sessions: end one, or try again later")));
            return;
        }
        var opening = new LegacyOpening(newId(), params.get(), capabilities.get(), request.id(), exchange);
        try {
            place.open(opening);
        } catch (ProblemException e) {
            parts.sessions().decrementAndGet();
            opening.fail(Optional.empty(), e);
        }
    }

    private String newId() {
        byte[] bytes = new byte[SESSION_ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void notified(OpenSession session, Notification notification) {
        if (!notification.method().equals("notifications/cancelled")) {
            session.notified(notification);
            return;
        }
        Params.of(notification.params())
                .flatMap(params -> params.object().get("requestId"))
                .flatMap(LegacyDoor::id)
                .ifPresent(id -> session.client().cancel(id, "cancelled by the client"));
    }

    private static Optional<JsonRpcId> id(RawJson raw) {
        try {
            return raw.integer()
                    .<JsonRpcId>map(JsonRpcId.Int::new)
                    .or(() -> raw.tree().stringValueOpt().map(JsonRpcId.Text::new));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static void answered(
            OpenSession session, HttpExchange exchange, Optional<JsonRpcId> id, Response response) {
        if (id.isPresent() && session.client().answered(id.get(), response)) {
            exchange.reply(Reply.empty(Reply.ACCEPTED));
        } else {
            refuse(exchange, Reply.BAD_REQUEST, "No request with this id waits for an answer");
        }
    }

    private static void refuse(HttpExchange exchange, int status, String message) {
        exchange.reply(Reply.error(status, RpcError.ofUnreadable(RpcError.INVALID_REQUEST, message)));
    }
}
