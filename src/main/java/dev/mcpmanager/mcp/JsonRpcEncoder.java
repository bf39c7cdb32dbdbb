package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import java.util.Optional;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes a message around the bytes of its params, result or error; stateless and thread-safe. */
public final class JsonRpcEncoder {

    private JsonRpcEncoder() {}

    /** The message as one line. */
    public static EncodedMessage encode(JsonRpcMessage message) {
        return switch (message) {
            case Request(JsonRpcId id, String method, Optional<RawJson> params) ->
                line(idMember(id) + methodMember(method), "params", params);
            case Notification(String method, Optional<RawJson> params) -> line(methodMember(method), "params", params);
            case Result(JsonRpcId id, RawJson result) -> line(idMember(id), "result", Optional.of(result));
            case Failure(Optional<JsonRpcId> id, RawJson error) ->
                // MCP has no null for it (2026-07-28, schema, JSONRPCErrorResponse)
                line(id.map(JsonRpcEncoder::idMember).orElse(""), "error", Optional.of(error));
        };
    }

    /** The id as a value of its own, such as in {@code _meta}. */
    public static RawJson encode(JsonRpcId id) {
        return RawJson.wrap(text(id).getBytes(UTF_8));
    }

    private static String idMember(JsonRpcId id) {
        return ",\"id\":" + text(id);
    }

    private static String text(JsonRpcId id) {
        return switch (id) {
            case JsonRpcId.Int(long value) -> Long.toString(value);
            case JsonRpcId.Text(String value) -> quoted(value);
        };
    }

    private static String methodMember(String method) {
        return ",\"method\":" + quoted(method);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }

    private static EncodedMessage line(String members, String lastName, Optional<RawJson> last) {
        String head = "{\"jsonrpc\":\"2.0\"" + members;
        return last.map(value -> EncodedMessage.of(head + ",\"" + lastName + "\":", value))
                .orElseGet(() -> EncodedMessage.of(head + "}\n"));
    }
}
