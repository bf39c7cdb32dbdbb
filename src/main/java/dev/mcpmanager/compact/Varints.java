package dev.mcpmanager.compact;

/** Variable-length integers, 7 bits a byte, the lowest first; stateless. */
public final class Varints {
    /** Most bytes of one. */
    public static final int MAX_LENGTH = 10;

    private Varints() {}

    /**
     * Writes {@code value}.
     *
     * @return the position after it
     */
    public static int put(byte[] target, int position, long value) {
        int at = position;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        return at;
    }

    /** Small for small negative numbers, too. */
    public static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    public static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }
}
