package dev.mcpmanager.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The latest lines of one server, in memory as bytes: at most {@value #MAX_LINES}, of at most 256 KiB. Thread-safe. Each
 * line has a position, which counts those that were added before it.
 */
public final class RecentLines {

    /** Most lines that are kept. */
    public static final int MAX_LINES = 1_000;

    private static final int MAX_BYTES = 256 << 10;
    private static final int FIRST_BYTES = 4 << 10;

    private final String serverId;
    private final long[] sequences = new long[MAX_LINES];
    private final long[] runs = new long[MAX_LINES];
    private final long[] times = new long[MAX_LINES];
    /** Levels and sources, see {@link LineMeta#head}. */
    private final byte[] heads = new byte[MAX_LINES];

    /** Where in all text that ever came a line begins; its place in {@link #text} is that modulo the capacity. */
    private final long[] starts = new long[MAX_LINES];

    private final int[] lengths = new int[MAX_LINES];
    private byte[] text = new byte[FIRST_BYTES];
    private long textEnd;
    /** Positions of the oldest line that is kept and of the next to come. */
    private long first;

    private volatile long next;

    /**
     * Lines from a position on.
     *
     * @param lines oldest first
     * @param missed how many lines from that position on were left out
     * @param first position of the first of the lines
     * @param more whether there were more than were asked for
     */
    record Tail(List<LogLine> lines, long missed, long first, boolean more) {}

    RecentLines(String serverId) {
        this.serverId = serverId;
    }

    /** Adds the lines {@code begin} to {@code end} of the batch, exclusive, of which the first has that sequence. */
    synchronized void add(long sequence, LineBatch batch, int begin, int end) {
        int from = batch.start(begin);
        int length = batch.start(end) - from;
        long position = next;
        long newNext = position + end - begin;
        first = Math.max(first, newNext - MAX_LINES);
        while (first < position && textEnd + length - starts[slot(first)] > MAX_BYTES) {
            first++;
        }
        long kept = textEnd + length - (first < position ? starts[slot(first)] : textEnd);
        if (kept > text.length) {
            grow((int) kept);
        }
        write(batch.text(), from, textEnd, length);
        for (int line = begin; line < end; line++, position++) {
            int slot = slot(position);
            sequences[slot] = sequence + line - begin;
            runs[slot] = batch.run();
            times[slot] = batch.atMillis();
            heads[slot] = batch.head(line);
            starts[slot] = textEnd + batch.start(line) - from;
            lengths[slot] = batch.start(line + 1) - batch.start(line);
        }
        textEnd += length;
        next = newNext;
    }

    /** The latest lines that match, at most {@code limit}, oldest first. */
    public synchronized List<LogLine> latest(int limit, Predicate<LogLine> matches) {
        List<LogLine> found = new ArrayList<>();
        for (long position = next - 1; position >= first && found.size() < limit; position--) {
            LogLine line = line(position);
            if (matches.test(line)) {
                found.add(line);
            }
        }
        return found.reversed();
    }

    /** How many lines were ever added: the position of the next. */
    long next() {
        return next;
    }

    /**
     * Lines that were added at {@code position} and after: at most {@code limit}, and no more once they have
     * {@code bytes}.
     */
    synchronized Tail from(long position, int limit, int bytes) {
        long begin = Math.max(position, first);
        long end = begin;
        while (end < next && end - begin < limit && (end == begin || starts[slot(end)] - starts[slot(begin)] < bytes)) {
            end++;
        }
        return tail(position, begin, end);
    }

    /** The newest of the lines that were added at {@code position} and after, at most {@code limit}. */
    synchronized Tail newest(long position, int limit) {
        return tail(position, Math.max(position, Math.max(first, next - limit)), next);
    }

    private Tail tail(long position, long begin, long end) {
        List<LogLine> lines = new ArrayList<>();
        for (long each = begin; each < end; each++) {
            lines.add(line(each));
        }
        return new Tail(lines, begin - position, begin, end < next);
    }

    /**
     * The position of the first line with that sequence or a higher one, or of the next to come; empty if that line may
     * be no longer kept.
     */
    synchronized OptionalLong positionOf(long sequence) {
        long position = next;
        while (position > first && sequences[slot(position - 1)] >= sequence) {
            position--;
        }
        return position == first && first > 0 && position < next ? OptionalLong.empty() : OptionalLong.of(position);
    }

    private LogLine line(long position) {
        int slot = slot(position);
        return new LogLine(
                serverId,
                sequences[slot],
                runs[slot],
                LineMeta.source(heads[slot]),
                LineMeta.level(heads[slot]),
                Instant.ofEpochMilli(times[slot]),
                new String(read(starts[slot], lengths[slot]), StandardCharsets.UTF_8));
    }

    private static int slot(long position) {
        return (int) (position % MAX_LINES);
    }

    private void grow(int needed) {
        long begin = first < next ? starts[slot(first)] : textEnd;
        byte[] kept = read(begin, (int) (textEnd - begin));
        text = new byte[Math.min(MAX_BYTES, Math.max(needed, 2 * text.length))];
        write(kept, 0, begin, kept.length);
    }

    private void write(byte[] buffer, int offset, long start, int length) {
        int place = (int) (start % text.length);
        int fitting = Math.min(length, text.length - place);
        System.arraycopy(buffer, offset, text, place, fitting);
        System.arraycopy(buffer, offset + fitting, text, 0, length - fitting);
    }

    private byte[] read(long start, int length) {
        byte[] bytes = new byte[length];
        int place = (int) (start % text.length);
        int fitting = Math.min(length, text.length - place);
        System.arraycopy(text, place, bytes, 0, fitting);
        System.arraycopy(text, 0, bytes, fitting, length - fitting);
        return bytes;
    }
}
