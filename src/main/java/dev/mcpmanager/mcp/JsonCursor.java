package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Passes once over JSON text in UTF-8 (RFC 8259 to the letter, nested at most {@link Json#MAX_DEPTH} deep), building
 * nothing but what is asked for: a gateway sees each byte of each message, and needs few of them. For one thread.
 */
final class JsonCursor {

    /** The text is not JSON; the message says why, without quoting it. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String what, int at) {
            super(what + " at byte " + at, null, false, false);
        }
    }

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int END = -1;
    private static final int UNICODE_DIGITS = 4;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;
    private int depth;

    JsonCursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.start = from;
        this.end = to;
        this.at = from;
    }

    /** Index of the next byte. */
    int at() {
        return at;
    }

    /** Passes white space; gives the byte after it, or -1 at the end. */
    int peek() {
        while (at < end && isWhitespace(bytes[at])) {
            at++;
        }
        return at < end ? bytes[at] & 0xff : END;
    }

    /** Passes over one value. */
    void value() {
        switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    /** Passes over an object; {@code onMember} is told each name and has to pass over the value, on which this stands. */
    void members(Consumer<String> onMember) {
        for (boolean more = begin('{', '}'); more; more = another('}')) {
            int from = at;
            name();
            String name = text(from, at);
            colon();
            onMember.accept(name);
        }
    }

    /** Passes over a string. */
    String text() {
        int from = at;
        string();
        return text(from, at);
    }

    private void object() {
        for (boolean more = begin('{', '}'); more; more = another('}')) {
            name();
            colon();
            value();
        }
    }

    private void array() {
        for (boolean more = begin('[', ']'); more; more = another(']')) {
            value();
        }
    }

    /** Whether there is a first element. */
    private boolean begin(char opening, char closing) {
        expect(opening);
        if (++depth > Json.MAX_DEPTH) {
            throw malformed("nesting of more than " + Json.MAX_DEPTH + " levels");
        }
        if (peek() == closing) {
            at++;
            depth--;
            return false;
        }
        return true;
    }

    private boolean another(char closing) {
        if (peek() == closing) {
            at++;
            depth--;
            return false;
        }
        expect(',');
        peek();
        return true;
    }

    private void name() {
        if (peek() != '"') {
            throw malformed("a name is expected");
        }
        string();
    }

    private void colon() {
        peek();
        expect(':');
        peek();
    }

    private void expect(char wanted) {
        if (at == end || bytes[at] != wanted) {
            throw malformed("'" + wanted + "' is expected");
        }
        at++;
    }

    private void string() {
        expect('"');
        while (true) {
            at = plainUntil(at);
            if (at == end) {
                throw malformed("a string has no end");
            }
            byte b = bytes[at];
            if (b == '"') {
                at++;
                return;
            }
            if (b == '\\') {
                escape();
            } else if (b < 0) {
                multibyte();
            } else if (b < ' ') {
                throw malformed("a control character is in a string");
            } else {
                at++;
            }
        }
    }

    /** How far from {@code from} on there is nothing to look at more closely, or less far by up to a word. */
    private int plainUntil(int from) {
        int i = from;
        // four words at a time, as long strings are what a large message is made of
        while (i + 4 * Long.BYTES <= end
                && ((hits(i) | hits(i + Long.BYTES) | hits(i + 2 * Long.BYTES) | hits(i + 3 * Long.BYTES)) & HIGH_BITS)
                        == 0) {
            i += 4 * Long.BYTES;
        }
        while (i + Long.BYTES <= end && (hits(i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        return i;
    }

    /** Has a high bit set if any of eight bytes is a quote, a backslash, a control character, or beyond ASCII. */
    private long hits(int i) {
        long word = (long) WORDS.get(bytes, i);
        return ((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | (word - SPACES) | word;
    }

    private void escape() {
        at++;
        byte kind = at < end ? bytes[at++] : 0;
        if (kind == 'u') {
            for (int i = 0; i < UNICODE_DIGITS; i++) {
                if (at == end || Character.digit(bytes[at], 16) < 0) {
                    throw malformed("an escape is unfinished");
                }
                at++;
            }
        } else if ("\"\\/bfnrt".indexOf(kind) < 0) {
            throw malformed("an escape is unknown");
        }
    }

    /** One character beyond ASCII, well-formed by table 3-7 of the Unicode standard. */
    private void multibyte() {
        int first = bytes[at] & 0xff;
        if (first >= 0xc2 && first <= 0xdf) {
            continuation(1, 0x80, 0xbf);
            at += 2;
        } else if (first >= 0xe0 && first <= 0xef) {
            continuation(1, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf);
            continuation(2, 0x80, 0xbf);
            at += 3;
        } else if (first >= 0xf0 && first <= 0xf4) {
            continuation(1, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf);
            continuation(2, 0x80, 0xbf);
            continuation(3, 0x80, 0xbf);
            at += 4;
        } else {
            throw malformed("invalid UTF-8");
        }
    }

    private void continuation(int offset, int low, int high) {
        int b = at + offset < end ? bytes[at + offset] & 0xff : 0;
        if (b < low || b > high) {
            throw malformed("invalid UTF-8");
        }
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    private void number() {
        if (at < end && bytes[at] == '-') {
            at++;
        }
        if (at < end && bytes[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && bytes[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            digits();
        }
    }

    private void digits() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw malformed("a value is expected");
        }
    }

    private String text(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                return Json.STRICT.readValue(Arrays.copyOfRange(bytes, from, to), String.class);
            }
        }
        return new String(bytes, from + 1, to - from - 2, StandardCharsets.UTF_8);
    }

    private Malformed malformed(String what) {
        return new Malformed(what, at - start);
    }

    private static boolean isWhitespace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
