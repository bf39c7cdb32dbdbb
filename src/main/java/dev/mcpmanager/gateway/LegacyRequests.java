package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.RawJson;
import java.util.Optional;

/** What a legacy session does with its client's requests; stateless. */
final class LegacyRequests {
    private static final int CONFLICT = 409;

    private LegacyRequests() {}

    static void request(LegacySession session, Request request, HttpExchange exchange) {
        Optional<LegacyCall> begun = session.client().begin(session, request, exchange);
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
            session.client().setLogLevel(level);
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
}
