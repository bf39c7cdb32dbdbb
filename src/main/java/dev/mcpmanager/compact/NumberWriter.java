package dev.mcpmanager.compact;

import java.util.Arrays;

/** Writes numbers as {@link Varints} into an array that grows. For one thread. */
public final class NumberWriter {
    private byte[] bytes = new byte[64];
    private int length;

    public void put(long value) {
        if (length + Varints.MAX_LENGTH > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        length = Varints.put(bytes, length, value);
    }

    /** Appends all that the other has written. */
    public void put(NumberWriter other) {
        bytes = Arrays.copyOf(bytes, length + other.length + Varints.MAX_LENGTH);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
    }

    /** A copy of what was written. */
    public byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }
}
