package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a JSON-RPC error says. Immutable.
 *
 * @param code 0 if the server gave none
 * @param message at most 2,000 characters
 */
record ErrorObject(int code, String message, JsonNode data) {
    static final int METHOD_NOT_FOUND = -32601;
    static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

    ErrorObject {
        message = Protocol.cut(message);
    }

    /** Reads an error leniently: whatever a server put there becomes the message. */
    static ErrorObject of(Failure failure) {
        try {
            JsonNode error = failure.error().tree();
            String message = error.path("message").asString(error.toString());
            return new ErrorObject(error.path("code").asInt(0), message, error.path("data"));
        } catch (JacksonException e) {
            return new ErrorObject(0, "an unreadable error: " + e.getOriginalMessage(), MissingNode.getInstance());
        }
    }

    static Failure methodNotFound(Request request) {
        var error = Json.STRICT.createObjectNode();
        error.put("code", METHOD_NOT_FOUND);
        error.put("message", "Method not found");
        return new Failure(Optional.of(request.id()), RawJson.of(error));
    }

    /** Such as {@code error -32602: Invalid params}. */
    String text() {
        return "error " + code + ": " + message;
    }
}
