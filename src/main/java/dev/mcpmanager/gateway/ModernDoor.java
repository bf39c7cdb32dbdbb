package dev.mcpmanager.gateway;

import dev.mcpmanager.gateway.RequestSeal.State;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcEncoder;
import dev.mcpmanager.mcp.JsonRpcMessage;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.RawJson;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Serves clients of 2026-07-28 (Streamable HTTP; Base Protocol, {@code _meta}). Thread-safe. */
final class ModernDoor {
    private static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    /** Whether this is for here: it carries a modern version, or says so in its header. */
    static boolean isFor(HttpExchange exchange, JsonRpcMessage message) {
        Optional<String> header = exchange.header(PROTOCOL_VERSION);
        boolean inSession = exchange.header(LegacyDoor.SESSION_ID).isPresent();
        if (header.isPresent() && !Eras.LEGACY.contains(header.get())) {
            return !inSession || header.get().equals(Eras.MODERN);
        }
        return !inSession
                && message instanceof Request request
                && Params.of(request.params())
                        .filter(params ->
                                params.metaValue(Params.PROTOCOL_VERSION).isPresent())
                        .isPresent();
    }

    void post(ServedServer server, HttpExchange exchange, JsonRpcMessage message) {
        switch (message) {
            case Request request -> checked(exchange, request).ifPresent(modern -> request(server, exchange, modern));
            case Notification notification -> {
                // closing its stream cancels a request; the id in here could be that of another client's at the server
                if (!notification.method().equals("notifications/cancelled")) {
                    server.runs().current().ifPresent(run -> run.connection().send(notification));
                }
                exchange.reply(Reply.empty(Reply.ACCEPTED));
            }
            case JsonRpcMessage.Response _ -> refuseResponse(exchange);
        }
    }

    static void refuseResponse(HttpExchange exchange) {
        exchange.reply(Reply.error(
                Reply.BAD_REQUEST,
                RpcError.ofUnreadable(
                        RpcError.INVALID_REQUEST,
                        "Clients of " + Eras.MODERN + " send no answers: input goes with the next try")));
    }

    /** Empty if it is not in order, which then was answered. */
    static Optional<ModernRequest> checked(HttpExchange exchange, Request request) {
        Optional<Params> params = Params.of(request.params());
        Optional<String> version = params.flatMap(known -> known.metaText(Params.PROTOCOL_VERSION));
        Optional<Capabilities> capabilities = params.flatMap(known -> known.metaValue(Params.CLIENT_CAPABILITIES))
                .flatMap(Capabilities::of);
        if (params.isEmpty() || version.isEmpty() || capabilities.isEmpty()) {
            refuse(
                    exchange,
                    RpcError.of(
                            request.id(),
                            RpcError.INVALID_PARAMS,
                            "params._meta must have " + Params.PROTOCOL_VERSION + " and "
                                    + Params.CLIENT_CAPABILITIES));
            return Optional.empty();
        }
        var modern = new ModernRequest(request.id(), request.method(), params.get(), capabilities.get());
        Optional<String> mismatch = mismatch(exchange, modern, version.get());
        if (mismatch.isPresent()) {
            refuse(exchange, RpcError.of(request.id(), RpcError.HEADER_MISMATCH, mismatch.get()));
            return Optional.empty();
        }
        if (!version.get().equals(Eras.MODERN)) {
            ObjectNode data = Json.STRICT.createObjectNode();
            data.putArray("supported").add(Eras.MODERN);
            data.put("requested", version.get());
            refuse(
                    exchange,
                    RpcError.of(request.id(), RpcError.UNSUPPORTED_VERSION, "Unsupported protocol version")
                            .with(data));
            return Optional.empty();
        }
        if (Eras.LEGACY_METHODS.contains(request.method())) {
            exchange.reply(Reply.error(
                    Reply.NOT_FOUND,
                    RpcError.of(request.id(), RpcError.METHOD_NOT_FOUND, "Method not found in " + Eras.MODERN)));
            return Optional.empty();
        }
        return Optional.of(modern);
    }

    /** 2026-07-28, Streamable HTTP, Server Validation. */
    private static Optional<String> mismatch(HttpExchange exchange, ModernRequest request, String version) {
        Optional<String> wrong = differs(exchange, PROTOCOL_VERSION, version);
        if (wrong.isEmpty()) {
            wrong = differs(exchange, "Mcp-Method", request.method());
        }
        String named = NAMED.get(request.method());
        if (wrong.isEmpty() && named != null) {
            Optional<String> name = request.params().object().text(named);
            // a name that is missing in the body is the server's to refuse
            wrong = name.flatMap(text -> differs(exchange, "Mcp-Name", text));
        }
        return wrong;
    }

    private static Optional<String> differs(HttpExchange exchange, String header, String wanted) {
        Optional<String> sent = exchange.header(header);
        if (sent.isEmpty()) {
            return Optional.of("Header mismatch: " + header + " is missing");
        }
        return HeaderValue.decoded(sent.get()).filter(wanted::equals).isPresent()
                ? Optional.empty()
                : Optional.of("Header mismatch: " + header + " is not what the body says");
    }

    static void request(ServedServer server, HttpExchange exchange, ModernRequest request) {
        var reply = new ModernReply(exchange);
        server.runs()
                .whenConnected(
                        run -> connected(server, run, exchange, request, reply),
                        problem -> exchange.reply(Reply.error(
                                Reply.UNAVAILABLE,
                                RpcError.of(
                                        request.id(),
                                        RpcError.INTERNAL,
                                        problem.problem().detail()))));
    }

    private static void connected(
            ServedServer server, Upstream run, HttpExchange exchange, ModernRequest request, ModernReply reply) {
        if (request.method().equals("subscriptions/listen")) {
            listen(server, run, exchange, request, reply);
            return;
        }
        if (!run.isModern()) {
            if (request.method().equals("server/discover")) {
                reply.finish(Reply.OK, JsonRpcEncoder.encode(new Result(request.id(), discovered(server, run))));
                return;
            }
            if (request.params().object().has(Params.REQUEST_STATE)) {
                again(server, exchange, request, reply);
                return;
            }
            request.params()
                    .metaText(Params.LOG_LEVEL)
                    .filter(LogLevels::isLevel)
                    .filter(level -> run.has("logging") && server.needsLevel(level))
                    .ifPresent(level -> server.tellLevel(run, level));
        }
        checkAndStart(server, run, exchange, request, reply);
    }

    private static void checkAndStart(
            ServedServer server, Upstream run, HttpExchange exchange, ModernRequest request, ModernReply reply) {
        if (!request.method().equals("tools/call")) {
            start(server, exchange, request, reply);
            return;
        }
        var _ = run.paramHeaders().mismatch(exchange, request).thenAccept(mismatch -> {
            if (mismatch.isPresent()) {
                refuse(exchange, RpcError.of(request.id(), RpcError.HEADER_MISMATCH, mismatch.get()));
            } else {
                start(server, exchange, request, reply);
            }
        });
    }

    private static void start(ServedServer server, HttpExchange exchange, ModernRequest request, ModernReply reply) {
        var call = new ModernCall(server, request, reply, server.held().nextNumber());
        exchange.watch(() -> call.cancel("the client left"));
        server.start(call);
    }

    /** The next try of a request that a legacy server's question had interrupted. */
    private static void again(ServedServer server, HttpExchange exchange, ModernRequest request, ModernReply reply) {
        Optional<State> state = request.params()
                .object()
                .text(Params.REQUEST_STATE)
                .flatMap(text -> server.held().open(text, server, request));
        if (state.isPresent() && state.get().call() == RequestSeal.NO_CALL) {
            start(server, exchange, request, reply);
            return;
        }
        boolean resumed = state.flatMap(known -> server.held().find(known.call()))
                .filter(call -> call.resume(request, reply, state.get().round()))
                .isPresent();
        if (!resumed) {
            refuse(
                    exchange,
                    RpcError.of(
                            request.id(),
                            RpcError.INVALID_PARAMS,
                            "requestState is not valid, or not any more, for this request: send it without one"));
        }
    }

    /** What a legacy server said in its handshake, as an answer to {@code server/discover}. */
    private static RawJson discovered(ServedServer server, Upstream run) {
        ObjectNode result = Json.STRICT.createObjectNode();
        result.putArray("supportedVersions").add(Eras.MODERN);
        result.set("capabilities", run.capabilities().tree());
        run.answer().text("instructions").ifPresent(text -> result.put("instructions", text));
        return ModernAnswer.modern(server, "server/discover", RawJson.of(result));
    }

    private static void listen(
            ServedServer server, Upstream run, HttpExchange exchange, ModernRequest request, ModernReply reply) {
        ModernListen listen;
        try {
            boolean subscribes = run.has("resources", "subscribe");
            listen = new ModernListen(request, reply, run::has, _ -> subscribes);
        } catch (JacksonException e) {
            refuseFilter(exchange, request);
            return;
        }
        server.listens().add(listen);
        exchange.watch(() -> {
            server.listens().remove(listen);
            server.subscriptions().remove(listen);
        });
        var _ = server.subscriptions().add(listen).thenRun(listen::acknowledge);
    }

    static void refuseFilter(HttpExchange exchange, ModernRequest request) {
        refuse(exchange, RpcError.of(request.id(), RpcError.INVALID_PARAMS, "params.notifications is not in order"));
    }

    private static void refuse(HttpExchange exchange, RpcError error) {
        exchange.reply(Reply.error(Reply.BAD_REQUEST, error));
    }
}
