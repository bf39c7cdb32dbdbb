package dev.mcpmanager.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The newest lines found so far, at most {@code limit}, in their order: blocks of different servers overlap. Not
 * thread-safe.
 */
final class NewestLines {
    private final int limit;
    private final NavigableMap<Long, LogLine> uncertain = new TreeMap<>();
    private final List<LogLine> certain = new ArrayList<>();

    NewestLines(int limit) {
        this.limit = limit;
    }

    void add(LogLine line) {
        uncertain.put(line.sequence(), line);
        if (certain.size() + uncertain.size() > limit) {
            uncertain.pollFirstEntry();
        }
    }

    /** A line is of use only above this sequence. */
    long floor() {
        return certain.size() + uncertain.size() < limit || uncertain.isEmpty() ? 0 : uncertain.firstKey();
    }

    /**
     * Makes certain what is above {@code sequence}, since all lines that are still to come are not.
     *
     * @return what became certain, newest first
     */
    List<LogLine> settle(long sequence) {
        var above = uncertain.tailMap(sequence, false).descendingMap();
        List<LogLine> settled = List.copyOf(above.values());
        above.clear();
        certain.addAll(settled);
        return settled;
    }

    boolean isComplete() {
        return certain.size() >= limit;
    }

    /** What is certain, newest first. */
    List<LogLine> certain() {
        return certain;
    }
}
