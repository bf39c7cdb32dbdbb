package dev.mcpmanager.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Bytes in, lines out. A line longer than 64 KiB is cut there and marked; the rest of it is skipped, so that memory
 * stays bounded whatever a server prints. Bytes that are not UTF-8 are replaced. Not thread-safe: one for each stream.
 */
public final class LineSplitter {

    /** Longest line that is kept, in bytes. */
    public static final int MAX_LINE = 64 * 1024;

    private static final int INITIAL = 256;

    private final Consumer<String> lines;
    private byte[] pending = new byte[INITIAL];
    private int length;
    private long skipped;

    public LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    public void add(byte[] buffer, int offset, int count) {
        int start = offset;
        int end = offset + count;
        for (int i = offset; i < end; i++) {
            if (buffer[i] == '\n') {
                keep(buffer, start, i - start);
                emit();
                start = i + 1;
            }
        }
        keep(buffer, start, end - start);
    }

    /** Emits what came after the last newline. */
    public void end() {
        if (length > 0) {
            emit();
        }
    }

    private void keep(byte[] buffer, int offset, int count) {
        int room = Math.min(count, MAX_LINE - length);
        if (length + room > pending.length) {
            pending = Arrays.copyOf(pending, Math.min(MAX_LINE, Math.max(length + room, pending.length * 2)));
        }
        System.arraycopy(buffer, offset, pending, length, room);
        length += room;
        skipped += count - room;
    }

    private void emit() {
        boolean carriageReturn = skipped == 0 && length > 0 && pending[length - 1] == '\r';
        String line = new String(pending, 0, carriageReturn ? length - 1 : length, StandardCharsets.UTF_8);
        lines.accept(skipped == 0 ? line : line + " … [" + skipped + " bytes cut]");
        if (pending.length > INITIAL * 16) {
            pending = new byte[INITIAL];
        }
        length = 0;
        skipped = 0;
    }
}
