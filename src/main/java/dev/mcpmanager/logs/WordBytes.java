package dev.mcpmanager.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds words, which are of ASCII letters, digits and underscores, eight bytes at a time and mostly without branches:
 * byte by byte, half of the time would go into branches guessed wrong. Stateless.
 */
final class WordBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LOWS = ~HIGHS;
    private static final long CASE = 0x20 * ONES;
    // what, added to a byte below 0x80, carries into its high bit from that character on
    private static final long FROM_A = (0x80 - 'a') * ONES;
    private static final long AFTER_Z = (0x80 - 'z' - 1) * ONES;
    private static final long FROM_0 = (0x80 - '0') * ONES;
    private static final long AFTER_9 = (0x80 - '9' - 1) * ONES;
    private static final long UNDERSCORES = '_' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long ESCAPES = Escapes.ESC * ONES;

    private WordBytes() {}

    /**
     * Where, from {@code from} on, the next word that begins with a letter or underscore begins, or the next double quote
     * or escape is; else {@code to}.
     *
     * @param from not within a word
     */
    static int next(byte[] buffer, int from, int to) {
        long carry = 0;
        int at = from;
        for (; at < to && at + Long.BYTES <= buffer.length; at += Long.BYTES) {
            long word = (long) LONGS.get(buffer, at);
            long starters = starters(word);
            long characters = starters | digits(word);
            long hits =
                    (starters & ~((characters << Byte.SIZE) | carry)) | zeroes(word ^ QUOTES) | zeroes(word ^ ESCAPES);
            if (hits != 0) {
                return Math.min(to, at + (Long.numberOfTrailingZeros(hits) >>> 3));
            }
            carry = characters >>> (7 * Byte.SIZE);
        }
        boolean within = carry != 0;
        for (; at < to; at++) {
            boolean is = LevelScan.isWord(buffer[at]);
            boolean digit = buffer[at] >= '0' && buffer[at] <= '9';
            if ((is && !within && !digit) || buffer[at] == '"' || buffer[at] == Escapes.ESC) {
                return at;
            }
            within = is;
        }
        return to;
    }

    /** Where the word ends that {@code from} is within. */
    static int end(byte[] buffer, int from, int to) {
        int at = from;
        for (; at < to && at + Long.BYTES <= buffer.length; at += Long.BYTES) {
            long word = (long) LONGS.get(buffer, at);
            long others = ~(starters(word) | digits(word)) & HIGHS;
            if (others != 0) {
                return Math.min(to, at + (Long.numberOfTrailingZeros(others) >>> 3));
            }
        }
        while (at < to && LevelScan.isWord(buffer[at])) {
            at++;
        }
        return Math.min(at, to);
    }

    /** Has the high bits of letters and underscores. */
    private static long starters(long word) {
        long low = word & LOWS;
        long lower = low | CASE;
        long letters = (lower + FROM_A) & ~(lower + AFTER_Z);
        long underscores = ~((low ^ UNDERSCORES) + LOWS);
        return (letters | underscores) & ~word & HIGHS;
    }

    private static long digits(long word) {
        long low = word & LOWS;
        return (low + FROM_0) & ~(low + AFTER_9) & ~word & HIGHS;
    }

    /** Has the high bit of the first byte that is zero, and perhaps of some after it. */
    private static long zeroes(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
