package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.Decoded.NotJsonRpc;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.NullNode;

/** Collects the members of one message's envelope while the parser passes over them; for one use by one thread. */
final class Envelope {
    private static final List<String> MEMBERS = List.of("jsonrpc", "id", "method", "params", "result", "error");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final RawJson NULL = RawJson.of(NullNode.getInstance());

    /** Takes a value out of the buffer. */
    interface Keeper {
        RawJson kept(byte[] buffer, int from, int to);
    }

    private final JsonCursor cursor;
    private final byte[] buffer;
    private final Keeper keeper;
    /** One bit for each of {@link #MEMBERS}. */
    private int seen;

    private @Nullable JsonRpcId id;
    private @Nullable String method;
    private @Nullable RawJson params;
    private @Nullable RawJson result;
    private @Nullable RawJson error;
    private @Nullable String fault;

    /** @param cursor at the object in {@code buffer} that is to be read */
    Envelope(JsonCursor cursor, byte[] buffer, Keeper keeper) {
        this.cursor = cursor;
        this.buffer = buffer;
        this.keeper = keeper;
    }

    /** @throws JsonCursor.Malformed if the text is not one JSON object */
    Decoded read() {
        cursor.members(name -> {
            int index = MEMBERS.indexOf(name);
            int bit = index < 0 ? 0 : 1 << index;
            if ((seen & bit) != 0) {
                fault = "repeats " + name;
            }
            seen |= bit;
            member(name);
        });
        if (cursor.peek() >= 0) {
            fault = "is followed by more on its line";
        }
        return message();
    }

    private void member(String name) {
        int first = cursor.peek();
        switch (name) {
            case "jsonrpc" -> {
                if (!textOrNothing(first).equals("2.0")) {
                    fault = "has a jsonrpc that is not \"2.0\"";
                }
            }
            case "id" -> id = id(first);
            case "method" -> {
                if (first == '"') {
                    method = cursor.text();
                } else {
                    fault = "has a method that is no string";
                    cursor.value();
                }
            }
            case "params" -> {
                RawJson value = raw();
                if (first == '{' || first == '[') {
                    params = value;
                } else if (first != 'n') {
                    fault = "has params that are neither object nor array";
                }
            }
            case "result" -> result = raw();
            case "error" -> {
                RawJson value = raw();
                error = first == 'n' ? null : value;
                if (first != '{' && first != 'n') {
                    fault = "has an error that is no object";
                }
            }
            default -> cursor.value();
        }
    }

    private String textOrNothing(int first) {
        if (first == '"') {
            return cursor.text();
        }
        cursor.value();
        return "";
    }

    private @Nullable JsonRpcId id(int first) {
        if (first == '"') {
            return new JsonRpcId.Text(cursor.text());
        }
        int from = cursor.at();
        cursor.value();
        String text = new String(buffer, from, cursor.at() - from, StandardCharsets.UTF_8);
        if (INTEGER.matcher(text).matches()) {
            try {
                return new JsonRpcId.Int(Long.parseLong(text));
            } catch (NumberFormatException e) {
                fault = "has an id of more than 64 bits";
            }
        } else if (first != 'n') {
            fault = "has an id that is neither string nor integer";
        }
        return null;
    }

    /** The bytes of the value on which the cursor stands. */
    private RawJson raw() {
        int from = cursor.at();
        cursor.value();
        return keeper.kept(buffer, from, cursor.at());
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
