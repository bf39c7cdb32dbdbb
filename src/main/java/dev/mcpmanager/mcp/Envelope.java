package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.Decoded.NotJsonRpc;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.NullNode;

/** Collects the members of one message's envelope while the parser passes over them; for one use by one thread. */
final class Envelope {
    private static final List<String> MEMBERS = List.of("jsonrpc", "id", "method", "params", "result", "error");
    private static final RawJson NULL = RawJson.of(NullNode.getInstance());

    private final JsonParser parser;
    private final byte[] buffer;
    private final int start;
    /** One bit for each of {@link #MEMBERS}. */
    private int seen;

    private @Nullable JsonRpcId id;
    private @Nullable String method;
    private @Nullable RawJson params;
    private @Nullable RawJson result;
    private @Nullable RawJson error;
    private @Nullable String fault;

    /** @param start where in {@code buffer} the parser's input, a JSON object, begins */
    Envelope(JsonParser parser, byte[] buffer, int start) {
        this.parser = parser;
        this.buffer = buffer;
        this.start = start;
    }

    Decoded read() {
        parser.nextToken();
        while (fault == null && parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            int bit = MEMBERS.contains(name) ? 1 << MEMBERS.indexOf(name) : 0;
            if ((seen & bit) != 0) {
                fault = "repeats " + name;
            } else {
                seen |= bit;
                member(name, parser.nextToken());
            }
        }
        if (fault == null && parser.nextToken() != null) {
            fault = "is followed by more on its line";
        }
        return message();
    }

    private void member(String name, JsonToken value) {
        switch (name) {
            case "jsonrpc" -> {
                if (value != JsonToken.VALUE_STRING || !parser.getString().equals("2.0")) {
                    fault = "has a jsonrpc that is not \"2.0\"";
                }
            }
            case "id" -> id = id(value);
            case "method" -> {
                if (value == JsonToken.VALUE_STRING) {
                    method = parser.getString();
                } else {
                    fault = "has a method that is no string";
                }
            }
            case "params" -> {
                if (value.isStructStart()) {
                    params = raw();
                } else if (value != JsonToken.VALUE_NULL) {
                    fault = "has params that are neither object nor array";
                }
            }
            case "result" -> result = raw();
            case "error" -> error = value == JsonToken.VALUE_NULL ? null : raw();
            default -> parser.skipChildren();
        }
    }

    private @Nullable JsonRpcId id(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return new JsonRpcId.Text(parser.getString());
        }
        if (value == JsonToken.VALUE_NUMBER_INT) {
            if (parser.getNumberType() != NumberType.BIG_INTEGER) {
                return new JsonRpcId.Int(parser.getLongValue());
            }
            fault = "has an id of more than 64 bits";
        } else if (value != JsonToken.VALUE_NULL) {
            fault = "has an id that is neither string nor integer";
        }
        return null;
    }

    /** The bytes of the value on which the parser stands. */
    private RawJson raw() {
        int from = start + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int to = start + (int) parser.currentLocation().getByteOffset();
        return RawJson.copyOf(buffer, from, to);
    }

    private Decoded message() {
        if (fault != null) {
            return new NotJsonRpc(fault);
        }
        if ((seen & 1 << MEMBERS.indexOf("jsonrpc")) == 0) {
            return new NotJsonRpc("has no jsonrpc");
        }
        if (method != null) {
            return call(method);
        }
        if (error != null) {
            // libraries exist that write both members, the one that does not apply as null
            return result == null || result.equals(NULL)
                    ? new Failure(Optional.ofNullable(id), error)
                    : new NotJsonRpc("has both result and error");
        }
        if (result != null) {
            return id == null ? new NotJsonRpc("has a result but no id") : new Result(id, result);
        }
        return new NotJsonRpc("has neither method nor result nor error");
    }

    private Decoded call(String method) {
        if (result != null || error != null) {
            return new NotJsonRpc("has both a method and an answer");
        }
        if (id != null) {
            return new Request(id, method, Optional.ofNullable(params));
        }
        return (seen & 1 << MEMBERS.indexOf("id")) == 0
                ? new Notification(method, Optional.ofNullable(params))
                : new NotJsonRpc("has a method and an id that is null");
    }
}
