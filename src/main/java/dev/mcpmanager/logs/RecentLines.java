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
    private final LogSource[] sources = new LogSource[MAX_LINES];
    private final LogLevel[] levels = new LogLevel[MAX_LINES];
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

    /** @param length at most 256 KiB */
    synchronized void add(
            long sequence,
            long run,
            LogSource source,
            LogLevel level,
            long atMillis,
            byte[] buffer,
            int offset,
            int length) {
        long position = next;
        if (position - first == MAX_LINES) {
            first++;
        }
        while (first < position && textEnd + length - starts[slot(first)] > MAX_BYTES) {
            first++;
        }
        int slot = slot(position);
        sequences[slot] = sequence;
        runs[slot] = run;
        sources[slot] = source;
        levels[slot] = level;
        times[slot] = atMillis;
        starts[slot] = textEnd;
        lengths[slot] = length;
        long kept = textEnd + length - starts[slot(first)];
        if (kept > text.length) {
            grow((int) kept);
        }
        write(buffer, offset, textEnd, length);
        textEnd += length;
        next = position + 1;
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
                sources[slot],
                levels[slot],
                Instant.ofEpochMilli(times[slot]),
                new String(read(starts[slot], lengths[slot]), StandardCharsets.UTF_8));
    }

    private static int slot(long position) {
        return (int) (position % MAX_LINES);
    }

    private void grow(int needed) {
        long begin = starts[slot(first)];
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
