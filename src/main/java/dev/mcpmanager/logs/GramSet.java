package dev.mcpmanager.logs;

import dev.mcpmanager.logs.BlockText.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Makes signatures, see {@link Grams}. Not thread-safe. Marks grams in {@value Grams#BITS} bytes and makes bits of these
 * in the end: setting bits at once takes half as long again, as each has to wait for those before it in the same word.
 */
final class GramSet {
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LOWS = ~HIGHS;
    private static final long FROM_A = (0x80 - 'A') * ONES;
    private static final long AFTER_Z = (0x80 - 'Z' - 1) * ONES;
    private static final long BEYOND_9 = (0x80 - 10) * ONES;
    /** Of the runs of digits in two words, those that are not in the first alone, by where they begin. */
    private static final int ENDING_IN_SECOND_WORD =
            (1 << (2 * Long.BYTES - Grams.DIGITS + 1)) - (1 << (Long.BYTES - Grams.DIGITS + 1));
    /** Multiplied by it, the lowest bits of a word's bytes are side by side in its highest byte. */
    private static final long GATHER = 0x0102040810204080L;

    /** Grams that lie in the eight bytes of a word. */
    private static final int GRAMS_IN_WORD = Long.BYTES - Grams.LENGTH + 1;

    private final byte[] marks = new byte[Grams.BITS];

    /** The bits of all grams of the text. */
    long[] signature(Bytes text) {
        byte[] bytes = text.array();
        int at = 0;
        for (; at + Long.BYTES <= text.length(); at += GRAMS_IN_WORD) {
            long word = fold((long) BIG_ENDIAN.get(bytes, at));
            marks[Grams.bit((int) (word >>> 32))] = 1;
            marks[Grams.bit((int) (word >>> 24))] = 1;
            marks[Grams.bit((int) (word >>> 16))] = 1;
            marks[Grams.bit((int) (word >>> 8))] = 1;
            marks[Grams.bit((int) word)] = 1;
        }
        for (; at + Grams.LENGTH <= text.length(); at++) {
            int gram = 0;
            for (int i = at; i < at + Grams.LENGTH; i++) {
                gram = Grams.append(gram, bytes[i]);
            }
            marks[Grams.bit(gram)] = 1;
        }
        markDigits(bytes, text.length());
        return takeBits();
    }

    private void markDigits(byte[] bytes, int length) {
        // a bit a byte, of the word before and of this one: whether it is a digit
        int digits = 0;
        long before = 0;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            long word = (long) LITTLE_ENDIAN.get(bytes, at);
            digits = (digits >>> Long.BYTES) | (digits(word) << Long.BYTES);
            int pairs = digits & (digits >>> 1);
            int runs = pairs & (pairs >>> 2) & (pairs >>> 4) & ENDING_IN_SECOND_WORD;
            for (; runs != 0; runs &= runs - 1) {
                int end = Byte.SIZE * (Integer.numberOfTrailingZeros(runs) + Grams.DIGITS - Long.BYTES);
                // shifting by a whole word shifts by none
                long run = end == Long.SIZE ? word : (word << (Long.SIZE - end)) | (before >>> end);
                marks[Grams.digitsBit(run)] = 1;
            }
            before = word;
        }
        for (int run = Math.max(0, at - Grams.DIGITS + 1); run + Grams.DIGITS <= length; run++) {
            if (Grams.areDigits(bytes, run)) {
                marks[Grams.digitsBit(bytes, run)] = 1;
            }
        }
    }

    /** A bit for each of a word's bytes, the lowest for the lowest: whether it is a digit. */
    private static int digits(long word) {
        long value = word ^ ('0' * ONES);
        long others = ((value & LOWS) + BEYOND_9) | value;
        return (int) ((((~others & HIGHS) >>> 7) * GATHER) >>> (7 * Byte.SIZE));
    }

    /** Clears the marks, too. */
    private long[] takeBits() {
        var bits = new long[Grams.BITS / Long.SIZE];
        for (int i = 0; i < Grams.BITS; i += Long.BYTES) {
            long eight = (long) LITTLE_ENDIAN.get(marks, i);
            bits[i / Long.SIZE] |= ((eight * GATHER) >>> (7 * Byte.SIZE)) << i;
        }
        Arrays.fill(marks, (byte) 0);
        return bits;
    }

    /** {@link Grams#fold} of each byte. */
    private static long fold(long word) {
        long low = word & LOWS;
        long capitals = (low + FROM_A) & ~(low + AFTER_Z) & ~word & HIGHS;
        return word | (capitals >>> 2);
    }
}
