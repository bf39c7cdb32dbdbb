package dev.mcpmanager.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Takes the values of secrets out of lines. Of a value that has several lines, each is taken out. Not thread-safe: the
 * masked line's buffer is used again for the next.
 */
final class SecretMask {

    /** Shorter values are left alone: they would tear holes into ordinary words. */
    private static final int SHORTEST = 4;

    private static final byte[] MASK = "[secret]".getBytes(StandardCharsets.US_ASCII);

    private final List<byte[]> longestFirst;
    private final boolean[] isFirstByte = new boolean[256];
    private byte[] masked = new byte[0];
    private int length;

    SecretMask(Collection<String> secrets) {
        longestFirst = secrets.stream()
                .flatMap(String::lines)
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .sorted(Comparator.comparingInt((byte[] secret) -> secret.length)
                        .reversed())
                .toList();
        longestFirst.forEach(secret -> isFirstByte[secret[0] & 0xff] = true);
    }

    /** As {@link #mask(byte[], int, int, int)}, of a whole line. */
    boolean mask(byte[] line, int offset, int count) {
        return mask(line, offset, count, LineSplitter.WHOLE);
    }

    /**
     * Whether the line has a secret; then it is masked in {@link #buffer}, at most as long as a line may be.
     *
     * @param cutAt where in the array the line was cut, perhaps within a secret
     */
    boolean mask(byte[] line, int offset, int count, int cutAt) {
        if (longestFirst.isEmpty()) {
            return false;
        }
        length = 0;
        int end = offset + count;
        int kept = offset;
        for (int at = offset; at < end; at++) {
            int secret = isFirstByte[line[at] & 0xff] ? secretAt(line, at, end, cutAt) : 0;
            if (secret > 0) {
                add(line, kept, at - kept);
                add(MASK, 0, MASK.length);
                kept = at + secret;
                at = kept - 1;
            }
        }
        if (kept == offset) {
            return false;
        }
        add(line, kept, end - kept);
        return true;
    }

    byte[] buffer() {
        return masked;
    }

    int length() {
        return length;
    }

    /** Length of what there is of the secret that begins there, or 0. */
    private int secretAt(byte[] line, int at, int end, int cutAt) {
        for (byte[] secret : longestFirst) {
            int there = Math.min(secret.length, cutAt - at);
            if (there >= SHORTEST && there <= end - at && Arrays.equals(secret, 0, there, line, at, at + there)) {
                return there;
            }
        }
        return 0;
    }

    private void add(byte[] bytes, int offset, int count) {
        int room = Math.min(count, LineSplitter.MAX_LINE - length);
        if (masked.length < length + room) {
            masked = Arrays.copyOf(masked, Math.max(2 * masked.length, length + room));
        }
        System.arraycopy(bytes, offset, masked, length, room);
        length += room;
    }
}
