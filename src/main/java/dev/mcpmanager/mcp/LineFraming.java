package dev.mcpmanager.mcp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines. For one thread. Holds at most the bound of a line, and gives the memory back after
 * a long one; a line beyond the bound is skipped and only counted.
 */
final class LineFraming {

    /** Receives the lines; unless it is handed over, the buffer is the caller's again when the method returns. */
    interface Lines {

        /**
         * A line without its end ({@code \n} or {@code \r\n}); never empty.
         *
         * @param handedOver whether nobody changes the buffer any more
         */
        void line(byte[] buffer, int offset, int length, boolean handedOver);

        /** A line beyond the bound, or too long for the memory that is left, ended. */
        void oversize(SkippedLine line);
    }

    private static final int KEPT_CAPACITY = 8 * 1024;
    /** Up to which a line is expected to be as long as the one before it, in bytes. */
    private static final int MAX_EXPECTED = 256 * 1024;

    private final int maxLength;
    private final Lines lines;
    /** The begun line's first bytes; empty while all of it lies in the caller's buffer. */
    private byte[] begun = new byte[0];

    private int begunLength;
    /** Of the latest line that came in parts, as large ones seldom come alone. */
    private int expected;

    /** What is being skipped, if anything. */
    private @Nullable SkippedLine skipped;

    LineFraming(int maxLength, Lines lines) {
        this.maxLength = maxLength;
        this.lines = lines;
    }

    void received(byte[] buffer, int offset, int length) {
        int end = offset + length;
        int from = offset;
        for (int i = LineBreaks.next(buffer, offset, end); i < end; i = LineBreaks.next(buffer, i + 1, end)) {
            if (buffer[i] == '\n') {
                endLine(buffer, from, i);
                from = i + 1;
            }
        }
        keep(buffer, from, end);
    }

    /** Takes what came last for a line of its own, although nothing ended it. */
    void ended() {
        endLine(begun, 0, 0);
    }

    /** Bytes of memory held for a begun line. */
    int capacity() {
        return begun.length;
    }

    private void endLine(byte[] buffer, int from, int to) {
        if (skipped == null && begunLength == 0 && to - from <= maxLength) {
            emit(buffer, from, to, false);
            return;
        }
        keep(buffer, from, to);
        SkippedLine ended = skipped;
        if (ended != null) {
            skipped = null;
            lines.oversize(ended);
        } else {
            byte[] line = begun;
            int length = begunLength;
            boolean handedOver = line.length > KEPT_CAPACITY;
            expected = Math.min(length, MAX_EXPECTED);
            begunLength = 0;
            if (handedOver) {
                begun = new byte[0];
            }
            emit(line, 0, length, handedOver);
        }
    }

    private void emit(byte[] buffer, int from, int to, boolean handedOver) {
        int end = to > from && buffer[to - 1] == '\r' ? to - 1 : to;
        if (end > from) {
            lines.line(buffer, from, end - from, handedOver);
        }
    }

    private void keep(byte[] buffer, int from, int to) {
        int length = to - from;
        if (skipped != null) {
            skipped.add(buffer, from, length);
        } else if (length > 0) {
            if (begunLength + (long) length > maxLength || !hasRoomFor(begunLength + length)) {
                skipped = new SkippedLine();
                skipped.add(begun, 0, begunLength);
                skipped.add(buffer, from, length);
                begunLength = 0;
                begun = new byte[0];
                return;
            }
            System.arraycopy(buffer, from, begun, begunLength, length);
            begunLength += length;
        }
    }

    /** False when memory is short, as it is when many servers begin long lines: then this one gives its share back. */
    private boolean hasRoomFor(int length) {
        if (begun.length < length) {
            try {
                long capacity =
                        begun.length == 0 ? Math.max(2L * length, expected) : Math.max(2L * begun.length, length);
                begun = Arrays.copyOf(begun, (int) Math.min(maxLength, capacity));
            } catch (OutOfMemoryError e) {
                return false;
            }
        }
        return true;
    }
}
