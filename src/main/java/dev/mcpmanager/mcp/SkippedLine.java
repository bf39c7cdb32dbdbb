package dev.mcpmanager.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that is too long to be kept: its length, its first {@value #EDGE} and its last {@value #EDGE} bytes. For one
 * thread.
 */
final class SkippedLine {
    static final int EDGE = 256;

    private static final Pattern ID_FIRST =
            Pattern.compile("^\\s*\\{\\s*(?:\"jsonrpc\"\\s*:\\s*\"[\\d.]*\"\\s*,\\s*)?\"id\"\\s*:\\s*(\\d{1,18})\\s*,");
    private static final Pattern ID_LAST =
            Pattern.compile(",\\s*\"id\"\\s*:\\s*(\\d{1,18})\\s*(?:,\\s*\"jsonrpc\"\\s*:\\s*\"[\\d.]*\"\\s*)?}\\s*$");

    private final byte[] first = new byte[EDGE];
    private byte[] last = new byte[0];
    private long length;

    void add(byte[] buffer, int from, int count) {
        if (length < EDGE) {
            System.arraycopy(buffer, from, first, (int) length, (int) Math.min(count, EDGE - length));
        }
        byte[] joined = Arrays.copyOf(last, last.length + Math.min(count, EDGE));
        int added = joined.length - last.length;
        System.arraycopy(buffer, from + count - added, joined, last.length, added);
        last = Arrays.copyOfRange(joined, Math.max(0, joined.length - EDGE), joined.length);
        length += count;
    }

    /** In bytes. */
    long length() {
        return length;
    }

    /** The id of the request that it answers, where libraries write it: at the begin or at the end. */
    Optional<Long> id() {
        return id(ID_FIRST, first, (int) Math.min(length, EDGE)).or(() -> id(ID_LAST, last, last.length));
    }

    private static Optional<Long> id(Pattern form, byte[] bytes, int count) {
        Matcher matcher = form.matcher(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }
}
