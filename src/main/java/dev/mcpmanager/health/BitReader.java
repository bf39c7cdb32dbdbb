package dev.mcpmanager.health;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads what {@link BitWriter} wrote. For one thread. */
final class BitReader {
    /** Bits of a long that are read at once, wherever the first of them stands in its byte. */
    private static final int AHEAD = Long.SIZE - (Byte.SIZE - 1);

    private final ByteBuffer bytes;
    private final int length;
    private int at;

    BitReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length + Long.BYTES));
        this.length = bytes.length * Byte.SIZE;
    }

    /** @throws IllegalArgumentException if the bytes end before, or hold no number that can have been written */
    long number(int k) {
        int zeros = Long.numberOfLeadingZeros(ahead());
        if (zeros >= AHEAD) {
            throw new IllegalArgumentException("a stored number is damaged");
        }
        at += zeros;
        long high = bits(zeros + 1) - 1;
        return k == 0 ? high : high << k | bits(k);
    }

    private long bits(int count) {
        long bits = ahead() >>> (Long.SIZE - count);
        at += count;
        return bits;
    }

    private long ahead() {
        if (at >= length) {
            throw new IllegalArgumentException("stored numbers end too soon");
        }
        return bytes.getLong(at >> 3) << (at & 7);
    }

    /** To be called after the last number. */
    void end() {
        if (at > length) {
            throw new IllegalArgumentException("stored numbers end too soon");
        }
    }
}
