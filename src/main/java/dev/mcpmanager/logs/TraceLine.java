package dev.mcpmanager.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a line is to a stack trace, as Java, Python, Node, Go and Rust print them. */
enum TraceLine {
    NONE,
    /** An indented line for one call. */
    FRAME,
    /** A call as Go prints it, which is one only within a trace. */
    CALL,
    /** The class and message of a Java exception, which belongs to the line before. */
    EXCEPTION,
    /** Begins a trace, or a further part of one. */
    HEADING,
    /** Begins a trace that has its message at the end. */
    HEADING_BEFORE_MESSAGE;

    private static final class Beginning {
        private final TraceLine kind;
        private final byte[] text;

        Beginning(TraceLine kind, String text) {
            this.kind = kind;
            this.text = text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** By their first character. */
    private static final Beginning[][] INDENTED = byFirst(
            new Beginning(FRAME, "at "),
            new Beginning(FRAME, "File \""),
            new Beginning(FRAME, "... "),
            new Beginning(FRAME, "Suppressed: "),
            new Beginning(FRAME, "Caused by: "),
            new Beginning(HEADING_BEFORE_MESSAGE, "+ Exception Group Traceback "));

    private static final Beginning[][] NOT_INDENTED = byFirst(
            new Beginning(HEADING_BEFORE_MESSAGE, "Traceback (most recent call last)"),
            new Beginning(HEADING_BEFORE_MESSAGE, "thread '"),
            new Beginning(HEADING, "During handling of the above exception"),
            new Beginning(HEADING, "The above exception was the direct cause"),
            new Beginning(HEADING, "Caused by: "),
            new Beginning(HEADING, "goroutine "),
            new Beginning(HEADING, "stack backtrace:"),
            new Beginning(CALL, "created by "));

    private static Beginning[][] byFirst(Beginning... beginnings) {
        Beginning[][] byFirst = new Beginning[128][];
        for (int first = 0; first < byFirst.length; first++) {
            int character = first;
            byFirst[first] = Arrays.stream(beginnings)
                    .filter(beginning -> beginning.text[0] == character)
                    .toArray(Beginning[]::new);
        }
        return byFirst;
    }

    private static final byte[] PANICKED = "panicked at ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GO_FILE = ".go:".getBytes(StandardCharsets.US_ASCII);

    /**
     * @param from where the text begins, after the indentation that begins at {@code offset}
     * @param follows whether the line before may go on here: only then can this be a call or an exception
     */
    static TraceLine of(byte[] buffer, int offset, int from, int to, boolean follows) {
        boolean indented = from > offset;
        Beginning[] beginnings = (indented ? INDENTED : NOT_INDENTED)[buffer[from] & 0x7f];
        for (Beginning beginning : beginnings) {
            if (startsWith(beginning.text, buffer, from, to)) {
                return confirmed(beginning.kind, buffer, from, to);
            }
        }
        if (indented) {
            return isGoFile(buffer, from, to) || isNumbered(buffer, from, to) ? FRAME : NONE;
        }
        return follows ? following(buffer, from, to) : NONE;
    }

    /** Of beginnings that other lines have too, the line's rest decides. */
    private static TraceLine confirmed(TraceLine kind, byte[] buffer, int from, int to) {
        boolean isTrace = switch (buffer[from]) {
            case 't' -> contains(PANICKED, buffer, from, to);
            case 'g' -> buffer[to - 1] == ':';
            case '.' -> to > from + 4 && isDigit(buffer[from + 4]);
            default -> true;
        };
        return isTrace ? kind : NONE;
    }

    private static boolean isGoFile(byte[] buffer, int from, int to) {
        return buffer[from - 1] == '\t' && buffer[from] == '/' && contains(GO_FILE, buffer, from, to);
    }

    /** As in Rust's {@code   12: core::ops::function::FnOnce::call_once}. */
    private static boolean isNumbered(byte[] buffer, int from, int to) {
        int at = from;
        while (at < to && isDigit(buffer[at])) {
            at++;
        }
        return at > from && at + 1 < to && buffer[at] == ':' && buffer[at + 1] == ' ';
    }

    /** As Go's {@code main.serve(0xc000012345)} and Java's {@code java.io.IOException: closed}. */
    private static TraceLine following(byte[] buffer, int from, int to) {
        int at = from;
        boolean dotted = false;
        while (at < to && buffer[at] != ' ' && buffer[at] != ':' && buffer[at] != '(') {
            dotted |= buffer[at++] == '.';
        }
        if (!dotted || (at < to && buffer[at] == ' ')) {
            return NONE;
        }
        if (at < to && buffer[at] == '(') {
            return buffer[to - 1] == ')' ? CALL : NONE;
        }
        return LevelScan.endsAsError(buffer, from, at) ? EXCEPTION : NONE;
    }

    private static boolean startsWith(byte[] text, byte[] buffer, int from, int to) {
        return buffer[from] == text[0] && to - from >= text.length && matches(text, buffer, from);
    }

    private static boolean contains(byte[] text, byte[] buffer, int from, int to) {
        for (int at = from; at + text.length <= to; at++) {
            if (matches(text, buffer, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] text, byte[] buffer, int at) {
        int i = 0;
        while (i < text.length && buffer[at + i] == text[i]) {
            i++;
        }
        return i == text.length;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
