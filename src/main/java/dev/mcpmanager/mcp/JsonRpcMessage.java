package dev.mcpmanager.mcp;

import java.util.Optional;

/**
 * One JSON-RPC 2.0 message of which only the envelope is read. Immutable; params, result and error stay the bytes that
 * came in, so that fields and protocol revisions nobody knew pass through unchanged.
 */
public sealed interface JsonRpcMessage extends Decoded {

    record Request(JsonRpcId id, String method, Optional<RawJson> params) implements JsonRpcMessage {}

    record Notification(String method, Optional<RawJson> params) implements JsonRpcMessage {}

    /** The answer to a request. */
    sealed interface Response extends JsonRpcMessage {}

    record Result(JsonRpcId id, RawJson result) implements Response {}

    /**
     * An answer that the request failed.
     *
     * @param id empty where the peer could not read the request's
     */
    record Failure(Optional<JsonRpcId> id, RawJson error) implements Response {}
}
