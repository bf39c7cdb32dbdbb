package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcEncoder;
import dev.mcpmanager.mcp.JsonRpcMessage;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.RawJson;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Serves clients of 2026-07-28 at the address of all servers. Stateless. */
final class JoinedModern {

    private JoinedModern() {}

    static void post(JoinedPlace place, HttpExchange exchange, JsonRpcMessage message) {
        switch (message) {
            case Request request ->
                ModernDoor.checked(exchange, request).ifPresent(modern -> request(place, exchange, modern));
            // nothing tells which server it is for
            case Notification _ -> exchange.reply(Reply.empty(Reply.ACCEPTED));
            case Response _ -> ModernDoor.refuseResponse(exchange);
        }
    }

    private static void request(JoinedPlace place, HttpExchange exchange, ModernRequest request) {
        switch (request.method()) {
            case "server/discover" -> reply(exchange, new Result(request.id(), place.discovered()));
            case "subscriptions/listen" -> listen(place, exchange, request);
            default ->
                new Routes(place.view(), true)
                        .find(request.method(), request.params(), route -> follow(place, route, request, exchange));
        }
    }

    private static void follow(JoinedPlace place, Route route, ModernRequest request, HttpExchange exchange) {
        switch (route) {
            case Route.Answer(RawJson result) -> reply(exchange, new Result(request.id(), result));
            case Route.Nowhere(int code, String message) ->
                reply(exchange, RpcError.of(request.id(), code, message).failure());
            case Route.To(String serverId, RawJson own) ->
                ModernDoor.request(
                        place.all().served(serverId),
                        exchange,
                        request.with(Params.of(Optional.of(own)).orElseThrow()));
        }
    }

    private static void reply(HttpExchange exchange, Response response) {
        ModernAnswer answer = ModernAnswer.of(
                switch (response) {
                    case Result result -> result.id();
                    case JsonRpcMessage.Failure failure -> failure.id().orElseThrow();
                },
                response);
        exchange.reply(Reply.json(answer.status(), JsonRpcEncoder.encode(answer.response())));
    }

    private static void listen(JoinedPlace place, HttpExchange exchange, ModernRequest request) {
        JoinedListen listen;
        try {
            listen = new JoinedListen(place, request, new ModernReply(exchange));
        } catch (JacksonException e) {
            ModernDoor.refuseFilter(exchange, request);
            return;
        }
        exchange.watch(listen::end);
        listen.begin();
    }
}
