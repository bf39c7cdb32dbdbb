package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls of tools as requests of a session. */
final class ToolCalls {

    private ToolCalls() {}

    /** Gives the result; cancelling it cancels the call. */
    static CompletableFuture<JsonNode> call(McpSession session, String tool, ObjectNode arguments, Duration timeout) {
        ObjectNode params = Json.STRICT.createObjectNode().put("name", tool).set("arguments", arguments);
        CompletableFuture<JsonRpcMessage.Response> answer = session.ask("tools/call", params, timeout);
        CompletableFuture<JsonNode> result = answer.thenApply(response -> session.complete("tools/call", response));
        var _ = result.whenComplete((_, _) -> answer.cancel(false));
        return result;
    }
}
