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
        return takeBits();
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
