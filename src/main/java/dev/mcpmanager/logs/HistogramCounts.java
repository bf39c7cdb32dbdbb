package dev.mcpmanager.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Collects a histogram from blocks: by their counts where one lies in a bucket, else by its lines. Not thread-safe. */
final class HistogramCounts {
    private final LineFilter filter;
    private final long from;
    private final long width;
    private final long[][] counts;

    HistogramCounts(LineFilter filter, long from, long width, int buckets) {
        this.filter = filter;
        this.from = from;
        this.width = width;
        counts = new long[buckets][LineMeta.LEVEL_COUNT];
    }

    /** Counts the block if its summary says enough. */
    boolean add(BlockSummary block) {
        int bucket = bucket(block.firstAt());
        boolean enough = bucket == bucket(block.lastAt()) && filter.acceptsAll(block);
        if (enough) {
            for (LogLevel level : filter.filter().levels()) {
                counts[bucket][LineMeta.code(level)] += block.levels().of(level);
            }
        }
        return enough;
    }

    /** Counts the lines one by one. */
    void add(LineCursor lines) {
        while (lines.advance()) {
            if (filter.accepts(lines)) {
                counts[bucket(lines.at())][LineMeta.code(lines.level())]++;
            }
        }
    }

    private int bucket(long at) {
        return Math.clamp(Math.floorDiv(at - from, width), 0, counts.length - 1);
    }

    LogHistogram histogram() {
        List<LevelCounts> buckets = new ArrayList<>();
        for (long[] each : counts) {
            buckets.add(new LevelCounts(each[0], each[1], each[2], each[3]));
        }
        return new LogHistogram(Instant.ofEpochMilli(from), Duration.ofMillis(width), buckets);
    }
}
