package dev.mcpmanager.health;

/** Reads what {@link BitWriter} wrote. For one thread. */
final class BitReader {
    private final byte[] bytes;
    private int at;

    BitReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException if the bytes end before, or hold no number that can have been written */
    long number(int k) {
        int width = 1;
        while (bit() == 0) {
            if (++width >= Long.SIZE) {
                throw new IllegalArgumentException("a stored number is damaged");
            }
        }
        long high = 1;
        for (int i = 1; i < width; i++) {
            high = high << 1 | bit();
        }
        long value = high - 1;
        for (int i = 0; i < k; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    private int bit() {
        if (at >= bytes.length * Byte.SIZE) {
            throw new IllegalArgumentException("stored numbers end too soon");
        }
        int bit = bytes[at >> 3] >> (7 - (at & 7)) & 1;
        at++;
        return bit;
    }
}
