package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** One well-formed JSON value as the UTF-8 bytes in which it was written; immutable, its content never in a log. */
public final class RawJson {

    public static final RawJson EMPTY_OBJECT = new RawJson(new byte[] {'{', '}'});

    private final byte[] bytes;

    private RawJson(byte[] bytes) {
        this.bytes = bytes;
    }

    public static RawJson of(JsonNode value) {
        return new RawJson(Json.STRICT.writeValueAsBytes(value));
    }

    public static RawJson number(long value) {
        return new RawJson(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    public static RawJson text(String value) {
        return of(StringNode.valueOf(value));
    }

    /** The value if it is an integer of 64 bits. */
    public Optional<Long> integer() {
        try {
            return Optional.of(Long.parseLong(new String(bytes, StandardCharsets.US_ASCII)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Takes bytes that a parser has found to be one JSON value. */
    static RawJson copyOf(byte[] buffer, int from, int to) {
        return new RawJson(Arrays.copyOfRange(buffer, from, to));
    }

    /** Takes bytes that are one JSON value, and that nobody changes any more. */
    static RawJson wrap(byte[] bytes) {
        return new RawJson(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    /** In bytes. */
    public int length() {
        return bytes.length;
    }

    /**
     * A fresh tree of the value.
     *
     * @throws JacksonException if a field is repeated within it
     */
    public JsonNode tree() {
        return Json.STRICT.readTree(bytes);
    }

    /** Writes the value into {@code target}, with line breaks, which JSON has only between tokens, as spaces. */
    void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
        for (int i = offset; i < offset + bytes.length; i++) {
            if (target[i] == '\n' || target[i] == '\r') {
                target[i] = ' ';
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "(" + bytes.length + " bytes of JSON)";
    }
}
