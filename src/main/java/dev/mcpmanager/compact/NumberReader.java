package dev.mcpmanager.compact;

/** Reads what a {@link NumberWriter} wrote. For one thread. */
public final class NumberReader {
    private final byte[] bytes;
    private int at;

    public NumberReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean hasNext() {
        return at < bytes.length;
    }

    /**
     * The next number.
     *
     * @throws IllegalArgumentException if there is no whole number any more
     */
    public long next() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE && at < bytes.length; shift += 7) {
            byte part = bytes[at++];
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has no end");
    }
}
