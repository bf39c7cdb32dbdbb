package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.Decoded.NotJsonRpc;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;

/** Reads one message's envelope in one pass over its bytes, without building trees; stateless and thread-safe. */
public final class JsonRpcDecoder {
    private static final TokenStreamFactory PARSERS = Json.STRICT.tokenStreamFactory();
    private static final int CHECKED_AT_ONCE = 8192;

    private JsonRpcDecoder() {}

    /**
     * Reads one message, copying params, result and error out of {@code buffer}. Whatever is not exactly one JSON-RPC
     * 2.0 message in valid UTF-8, nested at most {@link Json#MAX_DEPTH} deep, is {@link NotJsonRpc}; batches, which
     * current MCP does not have, too. Members of the envelope that JSON-RPC does not know are dropped.
     */
    public static Decoded decode(byte[] buffer, int offset, int length) {
        int end = offset + length;
        int start = offset;
        while (start < end && isWhitespace(buffer[start])) {
            start++;
        }
        if (start == end || buffer[start] != '{') {
            return new NotJsonRpc(
                    start < end && buffer[start] == '[' ? "is an array: batches are not MCP" : "is no JSON object");
        }
        // a NUL among the first bytes would make the parser take them for UTF-16 or UTF-32, which have no byte offsets
        for (int i = start; i < Math.min(start + 4, end); i++) {
            if (buffer[i] == 0) {
                return new NotJsonRpc("is not UTF-8");
            }
        }
        try (JsonParser parser = PARSERS.createParser(ObjectReadContext.empty(), buffer, start, end - start)) {
            Decoded decoded = new Envelope(parser, buffer, start).read();
            return isUtf8(buffer, start, end - start) ? decoded : new NotJsonRpc("is not valid UTF-8");
        } catch (JacksonException e) {
            return new NotJsonRpc("is not valid JSON: " + e.getOriginalMessage());
        }
    }

    /** The parser lets overlong forms, surrogates and code points beyond Unicode pass. */
    private static boolean isUtf8(byte[] buffer, int offset, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(buffer, offset, length);
        CharBuffer out = CharBuffer.allocate(Math.min(length, CHECKED_AT_ONCE));
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        return result.isUnderflow();
    }

    private static boolean isWhitespace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
