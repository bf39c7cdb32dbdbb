package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code notifications/progress} of one connection told on another, where the token is another; stateless. */
final class Progress {
    static final String METHOD = "notifications/progress";

    private static final List<String> TOKEN = List.of(Params.PROGRESS_TOKEN);

    private Progress() {}

    /** The token, if it is one that the gateway gave. */
    static Optional<Long> token(RawJson params) {
        return RawObject.of(params, TOKEN)
                .flatMap(object -> object.get(Params.PROGRESS_TOKEN))
                .flatMap(RawJson::integer);
    }

    /** @param params that have a token */
    static Notification of(RawJson params, RawJson token) {
        RawObject object = RawObject.of(params, TOKEN).orElseThrow();
        return new Notification(METHOD, Optional.of(object.with(Map.of(Params.PROGRESS_TOKEN, token))));
    }
}
