package dev.mcpmanager.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines, at {@code \n} or {@code \r\n}. What a lone {@code \r} overwrites, as progress bars
 * do, is left out. Not thread-safe: one for each stream. Holds at most {@value #MAX_LINE} bytes: a longer line is cut
 * there and marked, and the rest of it only counted.
 */
final class LineSplitter {

    /** Longest line that is kept, in bytes. */
    static final int MAX_LINE = 64 * 1024;

    /** Receives the lines; the buffer is the caller's again when the method returns. */
    @FunctionalInterface
    interface Lines {

        /** A line without its end, perhaps empty. */
        void line(byte[] buffer, int offset, int length);
    }

    /** Where a line is cut that is not. */
    static final int WHOLE = Integer.MAX_VALUE;

    private static final int KEPT_CAPACITY = 8 * 1024;
    private static final byte[] NOTHING = new byte[0];

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGHS = 0x8080808080808080L;
    /** Bytes below are control characters. */
    private static final long SPACES = 0x2020202020202020L;

    private final Lines lines;
    /** The begun line's first bytes; empty while all of it lies in the caller's buffer. */
    private byte[] begun = NOTHING;

    private int begunLength;
    /** How many bytes of the begun line came after those that are kept. */
    private long cut;
    /** Whether a {@code \r} came last: what follows overwrites the line unless it ends it. */
    private boolean returned;

    private boolean seenEscape;
    private int cutAt = WHOLE;

    LineSplitter(Lines lines) {
        this.lines = lines;
    }

    void add(byte[] buffer, int offset, int count) {
        int end = offset + count;
        int from = offset;
        int at = nextEnd(buffer, from, end);
        while (at < end) {
            if (buffer[at] == '\n') {
                endLine(buffer, from, at);
            } else if (at + 1 < end && buffer[at + 1] == '\n') {
                endLine(buffer, from, at++);
            } else {
                keep(buffer, from, at);
                returned = true;
            }
            from = at + 1;
            at = nextEnd(buffer, from, end);
        }
        keep(buffer, from, end);
    }

    /** Emits what came after the last {@code \n}. */
    void end() {
        if (begunLength > 0) {
            emitBegun();
        }
        returned = false;
    }

    /** Whether an escape character was ever among the bytes. */
    boolean hasSeenEscape() {
        return seenEscape;
    }

    /** Of the line that is given right now, where in the buffer it was cut, or {@link #WHOLE}. */
    int cutAt() {
        return cutAt;
    }

    /** Where the next {@code \n} or {@code \r} is, or {@code end}; eight bytes at a time. */
    private int nextEnd(byte[] buffer, int from, int end) {
        int at = from;
        while (at < end) {
            if (at + Long.BYTES <= end) {
                long word = (long) LONGS.get(buffer, at);
                long controls = (word - SPACES) & ~word & HIGHS;
                if (controls == 0) {
                    at += Long.BYTES;
                    continue;
                }
                at += Long.numberOfTrailingZeros(controls) >>> 3;
            }
            byte character = buffer[at];
            if (character == '\n' || character == '\r') {
                return at;
            }
            seenEscape |= character == Escapes.ESC;
            at++;
        }
        return end;
    }

    private void endLine(byte[] buffer, int from, int to) {
        if (begunLength == 0 && to - from <= MAX_LINE) {
            lines.line(buffer, from, to - from);
        } else {
            keep(buffer, from, to);
            emitBegun();
        }
        returned = false;
    }

    private void keep(byte[] buffer, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return;
        }
        if (returned) {
            begunLength = 0;
            cut = 0;
            returned = false;
        }
        int room = Math.min(length, MAX_LINE - begunLength);
        if (begun.length < begunLength + room) {
            begun = Arrays.copyOf(begun, Math.min(MAX_LINE, Math.max(2 * begun.length, begunLength + room)));
        }
        System.arraycopy(buffer, from, begun, begunLength, room);
        begunLength += room;
        cut += length - room;
    }

    private void emitBegun() {
        if (cut == 0) {
            lines.line(begun, 0, begunLength);
        } else {
            int kept = wholeCharacters();
            byte[] marker = (" … [" + (cut + begunLength - kept) + " bytes cut]").getBytes(StandardCharsets.UTF_8);
            byte[] line = Arrays.copyOf(begun, kept + marker.length);
            System.arraycopy(marker, 0, line, kept, marker.length);
            cutAt = kept;
            lines.line(line, 0, line.length);
            cutAt = WHOLE;
        }
        begunLength = 0;
        cut = 0;
        if (begun.length > KEPT_CAPACITY) {
            begun = NOTHING;
        }
    }

    /** Length of the begun line without a UTF-8 sequence that the cut has torn. */
    private int wholeCharacters() {
        for (int back = 1; back <= 3; back++) {
            int leadingOnes = Integer.numberOfLeadingZeros(~(begun[begunLength - back] << 24));
            if (leadingOnes != 1) {
                return leadingOnes > back ? begunLength - back : begunLength;
            }
        }
        return begunLength;
    }
}
