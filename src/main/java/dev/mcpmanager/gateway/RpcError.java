package dev.mcpmanager.gateway;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.EncodedMessage;
import dev.mcpmanager.mcp.JsonRpcEncoder;
import dev.mcpmanager.mcp.JsonRpcId;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.RawJson;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON-RPC error of the gateway's own. Immutable.
 *
 * @param id of the request that failed; empty if it could not be read
 */
record RpcError(Optional<JsonRpcId> id, int code, String message, Optional<JsonNode> data) {
    static final int PARSE = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;

    /** 2026-07-28, Base Protocol, Error Codes. */
    static final int HEADER_MISMATCH = -32020;

    static final int MISSING_CAPABILITY = -32021;
    static final int UNSUPPORTED_VERSION = -32022;

    /** 2025-11-25, Resources; a modern server answers {@link #INVALID_PARAMS} instead. */
    static final int LEGACY_RESOURCE_NOT_FOUND = -32002;

    /** 2025-11-25, Elicitation; a modern server answers with {@code input_required} instead. */
    static final int LEGACY_URL_ELICITATION_REQUIRED = -32042;

    static RpcError of(JsonRpcId id, int code, String message) {
        return new RpcError(Optional.of(id), code, message, Optional.empty());
    }

    static RpcError ofUnreadable(int code, String message) {
        return new RpcError(Optional.empty(), code, message, Optional.empty());
    }

    static RpcError tooLargeNow(JsonRpcId id, int bytes) {
        return of(
                id,
                INTERNAL,
                "The answer of " + bytes + " bytes is too large while clients have so much to take: try again");
    }

    RpcError with(JsonNode details) {
        return new RpcError(id, code, message, Optional.of(details));
    }

    Failure failure() {
        ObjectNode error = Json.STRICT.createObjectNode();
        error.put("code", code);
        error.put("message", message);
        data.ifPresent(details -> error.set("data", details));
        return new Failure(id, RawJson.of(error));
    }

    EncodedMessage encoded() {
        return JsonRpcEncoder.encode(failure());
    }
}
