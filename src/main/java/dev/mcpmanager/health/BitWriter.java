package dev.mcpmanager.health;

import java.util.Arrays;

/** Writes numbers in few bits. For one thread. */
final class BitWriter {
    private byte[] bytes = new byte[64];
    private int length;

    /**
     * Exponential Golomb code of order {@code k}: numbers below 2^k take k + 1 bits, and each doubling two more.
     *
     * @param value 0 or more
     */
    void number(long value, int k) {
        long high = (value >>> k) + 1;
        int width = Long.SIZE - Long.numberOfLeadingZeros(high);
        bits(0, width - 1);
        bits(high, width);
        bits(value, k);
    }

    private void bits(long value, int width) {
        for (int i = width - 1; i >= 0; i--) {
            if (length == bytes.length * Byte.SIZE) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            bytes[length >> 3] |= (byte) ((value >>> i & 1) << (7 - (length & 7)));
            length++;
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, (length + 7) / Byte.SIZE);
    }
}
