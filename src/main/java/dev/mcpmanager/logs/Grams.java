package dev.mcpmanager.logs;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sequences of 4 bytes, letters of ASCII folded to lower case, and of 6 digits, hashed to one of {@value #BITS} bits;
 * stateless. A block's signature has the bits of all grams in its text; a block without one of a needle's bits cannot hold
 * the needle. Most blocks have nearly all sequences of 4 digits, in timestamps and counts, but few of 6.
 */
final class Grams {
    static final int BITS = 1 << 16;
    static final int LENGTH = 4;
    static final int DIGITS = 6;

    private static final int MULTIPLIER = 0x9e3779b1;
    private static final long DIGITS_MULTIPLIER = 0x9e3779b97f4a7c15L;
    private static final byte[] FOLD = fold();

    private Grams() {}

    private static byte[] fold() {
        var table = new byte[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) (i >= 'A' && i <= 'Z' ? i | 0x20 : i);
        }
        return table;
    }

    /** The lower-case form of an ASCII letter; any other byte itself. */
    static byte fold(byte value) {
        return FOLD[value & 0xff];
    }

    /** The different bits of a needle's grams; none for one shorter than a gram. */
    static int[] bits(byte[] needle) {
        var grams = new int[Math.max(0, needle.length - LENGTH + 1)];
        int gram = 0;
        for (int i = 0; i < needle.length; i++) {
            gram = append(gram, needle[i]);
            if (i >= LENGTH - 1) {
                grams[i - LENGTH + 1] = bit(gram);
            }
        }
        IntStream digits = IntStream.rangeClosed(0, needle.length - DIGITS)
                .filter(at -> areDigits(needle, at))
                .map(at -> digitsBit(needle, at));
        return IntStream.concat(Arrays.stream(grams), digits).distinct().toArray();
    }

    /** Whether the {@value #DIGITS} bytes from there on are digits. */
    static boolean areDigits(byte[] text, int at) {
        for (int i = at; i < at + DIGITS; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /** The bit of {@value #DIGITS} digits. */
    static int digitsBit(byte[] text, int at) {
        long digits = 0;
        for (int i = at; i < at + DIGITS; i++) {
            digits = (digits >>> Byte.SIZE) | ((long) text[i] << (Long.SIZE - Byte.SIZE));
        }
        return digitsBit(digits);
    }

    /** The bit of {@value #DIGITS} digits, which are the word's highest bytes, the last of them the highest. */
    static int digitsBit(long word) {
        return (int) (((word >>> (2 * Byte.SIZE)) * DIGITS_MULTIPLIER) >>> 48);
    }

    static int append(int gram, byte value) {
        return (gram << Byte.SIZE) | (FOLD[value & 0xff] & 0xff);
    }

    static boolean has(long[] signature, int bit) {
        return ((signature[bit >>> 6] >>> bit) & 1) != 0;
    }

    static int bit(int gram) {
        return (gram * MULTIPLIER) >>> 16;
    }
}
