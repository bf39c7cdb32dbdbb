package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.Decoded.NotJsonRpc;

/** Reads one message's envelope in one pass over its bytes, without building trees; stateless and thread-safe. */
public final class JsonRpcDecoder {

    private JsonRpcDecoder() {}

    /**
     * Reads one message, copying params, result and error out of {@code buffer}. Whatever is not exactly one JSON-RPC
     * 2.0 message in valid UTF-8, nested at most {@link Json#MAX_DEPTH} deep, is {@link NotJsonRpc}; batches, which
     * current MCP does not have, too. Members of the envelope that JSON-RPC does not know are dropped.
     */
    public static Decoded decode(byte[] buffer, int offset, int length) {
        return decode(buffer, offset, length, RawJson::copyOf);
    }

    /** Like {@link #decode}, of bytes that nobody changes any more: nothing is copied. */
    public static Decoded decodeOwned(byte[] bytes, int offset, int length) {
        return decode(bytes, offset, length, RawJson::slice);
    }

    private static Decoded decode(byte[] buffer, int offset, int length, Envelope.Keeper keeper) {
        var cursor = new JsonCursor(buffer, offset, offset + length);
        int first = cursor.peek();
        if (first != '{') {
            return new NotJsonRpc(first == '[' ? "is an array: batches are not MCP" : "is no JSON object");
        }
        try {
            return new Envelope(cursor, buffer, keeper).read();
        } catch (JsonCursor.Malformed e) {
            return new NotJsonRpc("is not valid JSON: " + e.getMessage());
        }
    }
}
