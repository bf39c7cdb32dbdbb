package dev.mcpmanager.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds a sequence of bytes, exact or with letters of ASCII in any case. Immutable. Compares its first and last byte at
 * 8 positions at a time, and the rest where both are equal.
 */
final class Needle {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final int CASE_BIT = 0x20;

    private final byte[] bytes;
    private final boolean exact;
    private final long first;
    private final long firstCase;
    private final long last;
    private final long lastCase;

    /**
     * What to look for.
     *
     * @param bytes at least one; in lower case unless {@code exact}
     */
    Needle(byte[] bytes, boolean exact) {
        this.bytes = bytes;
        this.exact = exact;
        byte tail = bytes[bytes.length - 1];
        first = repeat(bytes[0]);
        firstCase = caseBits(bytes[0]);
        last = repeat(tail);
        lastCase = caseBits(tail);
    }

    private static long repeat(byte value) {
        return (value & 0xffL) * ONES;
    }

    private long caseBits(byte value) {
        return !exact && value >= 'a' && value <= 'z' ? CASE_BIT * ONES : 0;
    }

    int length() {
        return bytes.length;
    }

    /** The first position in {@code [from, to)} at which the needle begins, -1 if none; all of it lies before to. */
    int in(byte[] text, int from, int to) {
        int lastStart = to - bytes.length;
        int i = from;
        int span = bytes.length - 1;
        for (; i + span + Long.BYTES <= to; i += Long.BYTES) {
            long difference = ((long) LONGS.get(text, i) | firstCase) ^ first;
            difference |= ((long) LONGS.get(text, i + span) | lastCase) ^ last;
            // bytes that are zero get their high bit; also some above such a byte, which the comparison sorts out
            long zeros = (difference - ONES) & ~difference & HIGHS;
            while (zeros != 0) {
                int candidate = i + (Long.numberOfTrailingZeros(zeros) >>> 3);
                if (matches(text, candidate)) {
                    return candidate;
                }
                zeros &= zeros - 1;
            }
        }
        for (; i <= lastStart; i++) {
            if (matches(text, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(byte[] text, int at) {
        for (int i = 0; i < bytes.length; i++) {
            byte found = text[at + i];
            if ((exact ? found : Grams.fold(found)) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
