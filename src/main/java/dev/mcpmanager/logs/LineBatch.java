package dev.mcpmanager.logs;

import java.util.Arrays;

/**
 * Lines that one stream of one run printed, on their way to the store: copied together, so that what costs per call is
 * paid once for all of them. Not thread-safe. At most {@value #MAX_LINES} lines and, but for a single longer line,
 * {@value #MAX_BYTES} bytes.
 */
public final class LineBatch {

    /** As many as {@link RecentLines} keeps, which therefore need not skip any. */
    static final int MAX_LINES = RecentLines.MAX_LINES;

    static final int MAX_BYTES = 64 << 10;

    private static final int FIRST_LINES = 16;

    private final long run;
    private final LogSource source;
    private long atMillis;
    private byte[] text = new byte[0];
    private int[] ends = new int[FIRST_LINES];
    private byte[] heads = new byte[FIRST_LINES];
    private int lines;
    private boolean escapes = true;

    /** @param run number of the start that printed the lines */
    public LineBatch(long run, LogSource source) {
        this.run = run;
        this.source = source;
    }

    /** Empties it for lines of this time. */
    public void clear(long at) {
        lines = 0;
        atMillis = at;
    }

    /** Whether a line of {@code length} bytes may be added. */
    public boolean hasRoom(int length) {
        return lines == 0 || (lines < MAX_LINES && end() + length <= MAX_BYTES);
    }

    /** Adds a line, which is copied; {@link #hasRoom} first. */
    public void add(LogLevel level, byte[] buffer, int offset, int length) {
        int start = end();
        if (start + length > text.length) {
            text = Arrays.copyOf(text, Math.max(start + length, Math.min(MAX_BYTES, 2 * text.length)));
        }
        if (lines == ends.length) {
            ends = Arrays.copyOf(ends, 2 * lines);
            heads = Arrays.copyOf(heads, 2 * lines);
        }
        System.arraycopy(buffer, offset, text, start, length);
        ends[lines] = start + length;
        heads[lines++] = (byte) LineMeta.head(level, source);
    }

    /** Tells whether terminal escapes may be among the bytes; otherwise whoever needs to know has to look. */
    void setEscapes(boolean mayHave) {
        escapes = mayHave;
    }

    boolean mayHaveEscapes() {
        return escapes;
    }

    /** How many lines it has. */
    public int lines() {
        return lines;
    }

    public long run() {
        return run;
    }

    public LogSource source() {
        return source;
    }

    public long atMillis() {
        return atMillis;
    }

    public LogLevel level(int line) {
        return LineMeta.level(heads[line]);
    }

    /** See {@link LineMeta#head}. */
    byte head(int line) {
        return heads[line];
    }

    /** The lines' bytes, one after another; invalid when lines are added. */
    public byte[] text() {
        return text;
    }

    /** Where a line begins in {@link #text}; for the number of lines, where the last ends. */
    public int start(int line) {
        return line == 0 ? 0 : ends[line - 1];
    }

    private int end() {
        return start(lines);
    }
}
