package dev.mcpmanager.gateway;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcEncoder;
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
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Serves clients of 2025-11-25 and earlier (Transports, Streamable HTTP; Lifecycle). Thread-safe. */
final class LegacyDoor {
    static final String SESSION_ID = "Mcp-Session-Id";
    private static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
    private static final int SESSION_ID_BYTES = 18;
    private static final int CONFLICT = 409;

    private final GatewayParts parts;
    private final DedicatedSessions dedicated;
    private final SecureRandom random = new SecureRandom();

    LegacyDoor(GatewayParts parts, DedicatedSessions dedicated) {
        this.parts = parts;
        this.dedicated = dedicated;
    }

    void post(ServedServer server, HttpExchange exchange, JsonRpcMessage message) {
        if (message instanceof Request request
                && request.method().equals("initialize")
                && exchange.header(SESSION_ID).isEmpty()) {
            open(server, exchange, request);
            return;
        }
        Optional<LegacySession> session = session(server, exchange);
        if (session.isEmpty()) {
            return;
        }
        switch (message) {
            case Request request -> request(session.get(), exchange, request);
            case Notification notification -> {
                notified(session.get(), notification);
                exchange.reply(Reply.empty(Reply.ACCEPTED));
            }
            case Result result -> answered(session.get(), exchange, Optional.of(result.id()), result);
            case Failure failure -> answered(session.get(), exchange, failure.id(), failure);
        }
    }

    /** Opens a stream for what belongs to no request, or one that goes on where another broke off. */
    void get(ServedServer server, HttpExchange exchange) {
        String lastEventId = exchange.header("Last-Event-ID").orElse("");
        session(server, exchange)
                .ifPresent(session -> session.stream(lastEventId)
                        .ifPresentOrElse(
                                stream -> stream.resume(exchange, lastEventId),
                                () -> refuse(
                                        exchange,
                                        Reply.BAD_REQUEST,
                                        "There is no stream any more with the event of this Last-Event-ID")));
    }

    void delete(ServedServer server, HttpExchange exchange) {
        session(server, exchange).ifPresent(session -> {
            session.server().end(session);
            exchange.reply(Reply.empty(Reply.NO_CONTENT));
        });
    }

    /** The request's session; empty when there is none, which then was answered. */
    private Optional<LegacySession> session(ServedServer server, HttpExchange exchange) {
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
        Optional<LegacySession> session = server.session(id.get()).or(() -> dedicated.find(server.id(), id.get()));
        if (session.isEmpty()) {
            refuse(exchange, Reply.NOT_FOUND, "There is no such session, or not any more: send initialize again");
        }
        return session;
    }

    private void open(ServedServer server, HttpExchange exchange, Request request) {
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
        String id = newId();
        try {
            ServedServer own = dedicated.isFor(server.id())
                    ? dedicated.reserve(server.id(), id, params.get().object().json())
                    : server;
            own.runs()
                    .whenConnected(
                            run -> opened(own, id, run, params.get(), capabilities.get(), exchange, request.id()),
                            problem -> {
                                own.source().close();
                                notOpened(exchange, request.id(), own.source().refusal(), problem);
                            });
        } catch (ProblemException e) {
            notOpened(exchange, request.id(), Optional.empty(), e);
        }
    }

    private static void opened(
            ServedServer server,
            String id,
            Upstream run,
            Params params,
            Capabilities capabilities,
            HttpExchange exchange,
            JsonRpcId asked) {
        boolean shared = server.source().isShared();
        String version = shared ? version(params) : run.protocolVersion();
        var session = new LegacySession(
                id, server, version, capabilities, params.object().get("clientInfo"));
        server.sessions().put(id, session);
        var _ = server.subscriptions().add(session);
        RawJson result = shared ? initialized(run, version) : run.answer().json();
        exchange.reply(new Reply(
                Reply.OK,
                Map.of("Content-Type", "application/json", SESSION_ID, id),
                JsonRpcEncoder.encode(new Result(asked, result))));
    }

    private static String version(Params params) {
        String wanted = params.object().text("protocolVersion").orElse("");
        return Eras.LEGACY.contains(wanted) ? wanted : Eras.NEWEST_LEGACY;
    }

    /** @param refusal the server's own answer, if it gave one */
    private void notOpened(
            HttpExchange exchange, JsonRpcId asked, Optional<Failure> refusal, ProblemException problem) {
        parts.sessions().decrementAndGet();
        exchange.reply(refusal.map(failure ->
                        Reply.json(Reply.OK, JsonRpcEncoder.encode(new Failure(Optional.of(asked), failure.error()))))
                .orElseGet(() -> Reply.error(
                        Reply.UNAVAILABLE,
                        RpcError.of(asked, RpcError.INTERNAL, problem.problem().detail()))));
    }

    private String newId() {
        byte[] bytes = new byte[SESSION_ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What a legacy server answered to the manager, with the client's version; or what a modern one would. */
    private static RawJson initialized(Upstream run, String version) {
        ObjectNode result = Json.STRICT.createObjectNode();
        result.put("protocolVersion", version);
        result.set("capabilities", run.capabilities().tree());
        Optional<RawJson> info = run.isModern()
                ? run.answer()
                        .get("_meta")
                        .map(RawJson::tree)
                        .map(meta -> meta.get("io.modelcontextprotocol/serverInfo"))
                        .map(RawJson::of)
                : run.answer().get("serverInfo");
        result.set(
                "serverInfo",
                info.map(RawJson::tree)
                        .orElseGet(() -> Json.STRICT
                                .createObjectNode()
                                .put("name", "unnamed")
                                .put("version", "unknown")));
        run.answer().text("instructions").ifPresent(text -> result.put("instructions", text));
        return RawJson.of(result);
    }

    private void request(LegacySession session, HttpExchange exchange, Request request) {
        Optional<LegacyCall> begun = session.begin(request, exchange);
        if (begun.isEmpty()) {
            exchange.reply(Reply.error(
                    CONFLICT,
                    RpcError.of(
                            request.id(), RpcError.INVALID_REQUEST, "A request with this id is under way already")));
            return;
        }
        LegacyCall call = begun.get();
        switch (request.method()) {
            case "ping" -> finishEmpty(call);
            case "initialize" -> call.refuse(RpcError.INVALID_REQUEST, "The session is initialized already");
            case "logging/setLevel" -> setLevel(session, call, request);
            case "resources/subscribe" -> subscribe(session, call, request);
            case "resources/unsubscribe" -> unsubscribe(session, call, request);
            default -> session.server().start(call);
        }
    }

    private static void finishEmpty(LegacyCall call) {
        call.finish(new Result(call.id(), RawJson.EMPTY_OBJECT));
    }

    private static void setLevel(LegacySession session, LegacyCall call, Request request) {
        String level = Params.of(request.params())
                .flatMap(params -> params.object().text("level"))
                .orElse("");
        ServedServer server = session.server();
        if (LogLevels.isLevel(level)) {
            session.setLogLevel(level);
        }
        server.runs()
                .whenConnected(
                        run -> {
                            boolean known = LogLevels.isLevel(level) && run.has("logging");
                            if (known && (run.isModern() || !server.needsLevel(level))) {
                                finishEmpty(call);
                            } else {
                                // what is not in order is the server's to refuse
                                call.proceed(() -> call.forward(run));
                            }
                        },
                        call::failed);
    }

    private static void subscribe(LegacySession session, LegacyCall call, Request request) {
        Optional<String> uri =
                Params.of(request.params()).flatMap(params -> params.object().text("uri"));
        ServedServer server = session.server();
        if (uri.isPresent() && !session.subscribe(uri.get())) {
            call.refuse(
                    RpcError.INVALID_PARAMS,
                    "The session has " + LegacySession.MAX_RESOURCES + " subscriptions: end one first");
            return;
        }
        uri.ifPresent(each -> call.onFailure(() -> {
            session.unsubscribe(each);
            boolean _ = server.subscriptions().forget(each);
        }));
        server.runs()
                .whenConnected(
                        run -> {
                            if (uri.isPresent() && run.isModern()) {
                                var _ = server.subscriptions().refresh().thenRun(() -> finishEmpty(call));
                            } else {
                                uri.ifPresent(server.subscriptions()::told);
                                call.proceed(() -> call.forward(run));
                            }
                        },
                        call::failed);
    }

    private static void unsubscribe(LegacySession session, LegacyCall call, Request request) {
        Optional<String> uri =
                Params.of(request.params()).flatMap(params -> params.object().text("uri"));
        uri.ifPresent(session::unsubscribe);
        ServedServer server = session.server();
        server.runs()
                .whenConnected(
                        run -> {
                            if (uri.isPresent()
                                    && (run.isModern()
                                            || !server.subscriptions().forget(uri.get()))) {
                                finishEmpty(call);
                            } else {
                                call.proceed(() -> call.forward(run));
                            }
                        },
                        call::failed);
    }

    private static void notified(LegacySession session, Notification notification) {
        switch (notification.method()) {
            case "notifications/initialized", "notifications/roots/list_changed" -> {
                if (!session.server().source().isShared()) {
                    forward(session, notification);
                } else if (session.capabilities().roots()) {
                    session.server().questions().rootsOf(session);
                }
            }
            case "notifications/cancelled" -> cancelled(session, notification);
            default -> forward(session, notification);
        }
    }

    private static void forward(LegacySession session, Notification notification) {
        session.server().runs().current().ifPresent(run -> run.connection().send(notification));
    }

    private static void cancelled(LegacySession session, Notification notification) {
        Params.of(notification.params())
                .flatMap(params -> params.object().get("requestId"))
                .flatMap(LegacyDoor::id)
                .ifPresent(id -> session.cancel(id, "cancelled by the client"));
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
            LegacySession session, HttpExchange exchange, Optional<JsonRpcId> id, Response response) {
        if (id.isPresent() && session.answered(id.get(), response)) {
            exchange.reply(Reply.empty(Reply.ACCEPTED));
        } else {
            refuse(exchange, Reply.BAD_REQUEST, "No request with this id waits for an answer");
        }
    }

    private static void refuse(HttpExchange exchange, int status, String message) {
        exchange.reply(Reply.error(status, RpcError.ofUnreadable(RpcError.INVALID_REQUEST, message)));
    }
}
