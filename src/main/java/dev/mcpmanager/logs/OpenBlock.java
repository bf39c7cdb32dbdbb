package dev.mcpmanager.logs;

import dev.mcpmanager.compact.Varints;
import dev.mcpmanager.logs.BlockText.Bytes;
import java.util.Arrays;

/**
 * The newest lines of one server, until they fill a block of {@value #CAPACITY} bytes or {@value #MAX_LINES} lines. Not
 * thread-safe, but bytes once written stay as they are if {@link #share()} gave them out, so that these may be read by
 * anybody afterwards.
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
    private boolean escapes;
    private long firstSequence;
    private long sequence;
    private long at;
    private long run;
    private long firstAt = Long.MAX_VALUE;
    private long lastAt = Long.MIN_VALUE;
    private long firstRun = Long.MAX_VALUE;
    private long lastRun = Long.MIN_VALUE;
    private Mark taken = new Mark(0, 0, 0, 0, 0);

    /** Whether somebody may still read the arrays when the block is full. */
    private boolean shared;

    private OpenBlock(String server, byte[] text, byte[] meta) {
        this.server = server;
        this.text = text;
        this.meta = meta;
    }

    /** The first block of a server: small, since most print little. */
    static OpenBlock first(String server) {
        return new OpenBlock(server, new byte[INITIAL_TEXT], new byte[INITIAL_META]);
    }

    /** An empty block after this one, which must not be used any more; has its arrays, unless they are shared. */
    OpenBlock next() {
        return shared
                ? new OpenBlock(server, new byte[text.length], new byte[meta.length])
                : new OpenBlock(server, text, meta);
    }

    /** How far increments have been taken, and the state there. */
    private record Mark(int meta, int text, long sequence, long at, long run) {}

    boolean isEmpty() {
        return lines == 0;
    }

    /** How far the batch's lines from {@code first} on would fit: the number of the first that does not. */
    int room(LineBatch batch, int first) {
        int end = Math.min(batch.lines(), first + MAX_LINES - lines);
        int from = batch.start(first);
        while (end > first && textLength + batch.start(end) - from > CAPACITY) {
            end--;
        }
        return lines == 0 ? Math.max(end, first + 1) : end;
    }

    /** Adds the batch's lines {@code [from, to)}, which fit. */
    void add(long first, LineBatch batch, int from, int to) {
        int start = batch.start(from);
        int length = batch.start(to) - start;
        ensureRoom(length, to - from);
        if (lines == 0) {
            begin(first, batch.atMillis(), batch.run());
        }
        System.arraycopy(batch.text(), start, text, textLength, length);
        textLength += length;
        escapes |= batch.mayHaveEscapes();
        describe(first, batch, from);
        for (int line = from + 1; line < to; line++) {
            meta[metaLength] = batch.head(line);
            metaLength = Varints.put(meta, metaLength + 1, batch.start(line + 1) - batch.start(line));
        }
        for (int line = from; line < to; line++) {
            levels[LineMeta.levelCode(batch.head(line))]++;
        }
        lines += to - from;
        sequence = first + to - from - 1;
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

    /** Describes a line by what differs from the one before; the others of its batch differ in nothing but the length. */
    private void describe(long lineSequence, LineBatch batch, int line) {
        int head = batch.head(line);
        int end = metaLength + 1;
        if (lineSequence != sequence + 1) {
            head |= LineMeta.SEQUENCE_FOLLOWS;
            end = Varints.put(meta, end, lineSequence - sequence);
        }
        if (batch.atMillis() != at) {
            head |= LineMeta.TIME_FOLLOWS;
            end = Varints.put(meta, end, Varints.zigzag(batch.atMillis() - at));
        }
        if (batch.run() != run) {
            head |= LineMeta.RUN_FOLLOWS;
            end = Varints.put(meta, end, Varints.zigzag(batch.run() - run));
        }
        end = Varints.put(meta, end, batch.start(line + 1) - batch.start(line));
        meta[metaLength] = (byte) head;
        metaLength = end;
        at = batch.atMillis();
        run = batch.run();
    }

    private void ensureRoom(int length, int count) {
        if (textLength + length > text.length) {
            text = Arrays.copyOf(text, Math.max(textLength + length, Math.min(CAPACITY, text.length * 2)));
        }
        int needed = metaLength + 2 * LineMeta.MAX_LENGTH + count * LineMeta.SHORT_LENGTH;
        if (needed > meta.length) {
            meta = Arrays.copyOf(meta, Math.max(needed, meta.length * 2));
        }
    }

    /** All lines so far, for as long as anybody likes. */
    BlockText share() {
        shared = true;
        return text();
    }

    /** All lines so far, as long as the block is in use. */
    BlockText text() {
        return new BlockText(server, new Bytes(meta, metaLength), new Bytes(text, textLength), escapes);
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
