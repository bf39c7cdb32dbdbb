package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** One well-formed JSON value as the UTF-8 bytes in which it was written; immutable, its content never in a log. */
public final class RawJson {

    public static final RawJson EMPTY_OBJECT = wrap(new byte[] {'{', '}'});
    public static final RawJson TRUE = wrap(new byte[] {'t', 'r', 'u', 'e'});

    private final byte[] bytes;
    private final int from;
    private final int to;

    private RawJson(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    public static RawJson of(JsonNode value) {
        return wrap(Json.STRICT.writeValueAsBytes(value));
    }

    public static RawJson number(long value) {
        return wrap(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    public static RawJson text(String value) {
        return of(StringNode.valueOf(value));
    }

    /** An object of these members, in their order. */
    public static RawJson object(Map<String, RawJson> members) {
        var out = new ByteArrayOutputStream();
        out.write('{');
        members.forEach((name, value) -> {
            if (out.size() > 1) {
                out.write(',');
            }
            text(name).writeTo(out);
            out.write(':');
            value.writeTo(out);
        });
        out.write('}');
        return wrap(out.toByteArray());
    }

    /** An array of these values. */
    public static RawJson array(List<RawJson> values) {
        var out = new ByteArrayOutputStream(
                2 + values.stream().mapToInt(value -> value.length() + 1).sum());
        out.write('[');
        values.forEach(value -> {
            if (out.size() > 1) {
                out.write(',');
            }
            value.writeTo(out);
        });
        out.write(']');
        return wrap(out.toByteArray());
    }

    /** The value if it is an integer of 64 bits. */
    public Optional<Long> integer() {
        try {
            return Optional.of(Long.parseLong(new String(bytes, from, length(), StandardCharsets.US_ASCII)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Takes bytes that a parser has found to be one JSON value. */
    static RawJson copyOf(byte[] buffer, int from, int to) {
        return wrap(Arrays.copyOfRange(buffer, from, to));
    }

    /** Takes bytes that are one JSON value, and that nobody changes any more. */
    static RawJson wrap(byte[] bytes) {
        return new RawJson(bytes, 0, bytes.length);
    }

    /** Like {@link #copyOf}, of bytes that nobody changes any more. */
    static RawJson slice(byte[] bytes, int from, int to) {
        return new RawJson(bytes, from, to);
    }

    /** Tells an object's members as they come, repeated ones each time; those of anything else are none. */
    public void members(BiConsumer<String, RawJson> onMember) {
        JsonCursor cursor = cursor();
        if (cursor.peek() == '{') {
            cursor.members(name -> {
                int begin = cursor.at();
                cursor.value();
                onMember.accept(name, slice(bytes, begin, cursor.at()));
            });
        }
    }

    /** At its begin. */
    JsonCursor cursor() {
        return new JsonCursor(bytes, from, to);
    }

    /** The array that holds the value, somewhere. */
    byte[] array() {
        return bytes;
    }

    /** Where in {@link #array} it ends. */
    int end() {
        return to;
    }

    /** In bytes. */
    public int length() {
        return to - from;
    }

    /**
     * A fresh tree of the value.
     *
     * @throws JacksonException if a field is repeated within it
     */
    public JsonNode tree() {
        return Json.STRICT.readTree(bytes, from, length());
    }

    /** Whether the value is written on more than one line. */
    boolean hasLineBreaks() {
        return LineBreaks.next(bytes, from, to) < to;
    }

    /** The value's bytes, which nobody may change. */
    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, from, length());
    }

    /** Writes the value into {@code target}, with line breaks, which JSON has only between tokens, as spaces. */
    void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, from, target, offset, length());
        int last = offset + length();
        for (int i = LineBreaks.next(target, offset, last); i < last; i = LineBreaks.next(target, i + 1, last)) {
            target[i] = ' ';
        }
    }

    /** Adds the value's bytes. */
    public void digest(MessageDigest digest) {
        digest.update(bytes, from, length());
    }

    void writeTo(ByteArrayOutputStream out) {
        out.write(bytes, from, length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson that && Arrays.equals(bytes, from, to, that.bytes, that.from, that.to);
    }

    @Override
    public int hashCode() {
        return buffer().hashCode();
    }

    @Override
    public String toString() {
        return "(" + length() + " bytes of JSON)";
    }
}
