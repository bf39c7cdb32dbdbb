package dev.mcpmanager.logs;

import dev.mcpmanager.logs.BlockText.Bytes;
import java.util.Arrays;

/**
 * The newest lines of one server, until they fill a block of {@value #CAPACITY} bytes or {@value #MAX_LINES} lines. Not
 * thread-safe, but bytes once written stay as they are, so that {@link #text()} may be read by anybody afterwards.
 */
final class OpenBlock {
    static final int CAPACITY = 128 * 1024;
    static final int MAX_LINES = 16 * 1024;

    private static final int INITIAL_TEXT = 4 * 1024;
    private static final int INITIAL_META = 256;

    private final String server;
    private final int[] levels = new int[LineMeta.LEVEL_COUNT];
    private byte[] text;
    private int textLength;
    private byte[] meta;
    private int metaLength;
    private int lines;
    private long firstSequence;
    private long sequence;
    private long at;
    private long run;
    private long firstAt = Long.MAX_VALUE;
    private long lastAt = Long.MIN_VALUE;
    private long firstRun = Long.MAX_VALUE;
    private long lastRun = Long.MIN_VALUE;
    private Mark taken = new Mark(0, 0, 0, 0, 0);

    private OpenBlock(String server, int textSize, int metaSize) {
        this.server = server;
        text = new byte[textSize];
        meta = new byte[metaSize];
    }

    /** The first block of a server: small, since most print little. */
    static OpenBlock first(String server) {
        return new OpenBlock(server, INITIAL_TEXT, INITIAL_META);
    }

    /** An empty block after this one, which will grow as large. */
    OpenBlock next() {
        return new OpenBlock(server, text.length, meta.length);
    }

    /** How far increments have been taken, and the state there. */
    private record Mark(int meta, int text, long sequence, long at, long run) {}

    boolean isEmpty() {
        return lines == 0;
    }

    boolean hasRoom(int length) {
        return lines == 0 || (textLength + length <= CAPACITY && lines < MAX_LINES);
    }

    void add(
            long lineSequence,
            long lineRun,
            LogSource source,
            LogLevel level,
            long lineAt,
            byte[] buffer,
            int offset,
            int length) {
        ensureRoom(length);
        if (lines == 0) {
            begin(lineSequence, lineAt, lineRun);
        }
        System.arraycopy(buffer, offset, text, textLength, length);
        textLength += length;
        describe(lineSequence, lineAt, lineRun, LineMeta.head(level, source), length);
        levels[LineMeta.code(level)]++;
        lines++;
        firstAt = Math.min(firstAt, at);
        lastAt = Math.max(lastAt, at);
        firstRun = Math.min(firstRun, run);
        lastRun = Math.max(lastRun, run);
    }

    private void begin(long lineSequence, long lineAt, long lineRun) {
        firstSequence = lineSequence;
        sequence = lineSequence - 1;
        at = lineAt;
        run = lineRun;
        metaLength = LineMeta.putHeader(meta, 0, sequence, at, run);
        taken = new Mark(metaLength, 0, sequence, at, run);
    }

    private void describe(long lineSequence, long lineAt, long lineRun, int levelAndSource, int length) {
        int head = levelAndSource;
        int end = metaLength + 1;
        if (lineSequence != sequence + 1) {
            head |= LineMeta.SEQUENCE_FOLLOWS;
            end = Varints.put(meta, end, lineSequence - sequence);
        }
        if (lineAt != at) {
            head |= LineMeta.TIME_FOLLOWS;
            end = Varints.put(meta, end, Varints.zigzag(lineAt - at));
        }
        if (lineRun != run) {
            head |= LineMeta.RUN_FOLLOWS;
            end = Varints.put(meta, end, Varints.zigzag(lineRun - run));
        }
        end = Varints.put(meta, end, length);
        meta[metaLength] = (byte) head;
        metaLength = end;
        sequence = lineSequence;
        at = lineAt;
        run = lineRun;
    }

    private void ensureRoom(int length) {
        if (textLength + length > text.length) {
            text = Arrays.copyOf(text, Math.max(textLength + length, Math.min(CAPACITY, text.length * 2)));
        }
        if (metaLength + 2 * LineMeta.MAX_LENGTH > meta.length) {
            meta = Arrays.copyOf(meta, meta.length * 2);
        }
    }

    /** All lines so far. */
    BlockText text() {
        return new BlockText(server, new Bytes(meta, metaLength), new Bytes(text, textLength), true);
    }

    /** Whether lines were added since the last increment. */
    boolean hasGained() {
        return lines > 0 && taken.meta() < metaLength;
    }

    /** The lines added since the last call. */
    Increment takeIncrement() {
        var header = new byte[LineMeta.MAX_LENGTH];
        int headerLength = LineMeta.putHeader(header, 0, taken.sequence(), taken.at(), taken.run());
        byte[] delta = Arrays.copyOf(header, headerLength + metaLength - taken.meta());
        System.arraycopy(meta, taken.meta(), delta, headerLength, metaLength - taken.meta());
        var increment = new Increment(server, delta, Arrays.copyOfRange(text, taken.text(), textLength), sequence);
        skipIncrement();
        return increment;
    }

    /** Takes what was added as stored already. */
    void skipIncrement() {
        taken = new Mark(metaLength, textLength, sequence, at, run);
    }

    BlockSummary summary(boolean escapes) {
        var counts = new LevelCounts(levels[0], levels[1], levels[2], levels[3]);
        return new BlockSummary(server, firstSequence, sequence, firstRun, lastRun, firstAt, lastAt, counts, escapes);
    }

    long firstSequence() {
        return firstSequence;
    }

    long lastAt() {
        return lastAt;
    }
}
