package dev.mcpmanager.logs;

import dev.mcpmanager.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Counts lines without reading their text. Thread-safe. */
public final class LogStatistics {
    private static final int CHUNK = 1_000;

    private final LogStore store;

    public LogStatistics(LogStore store) {
        this.store = store;
    }

    /**
     * Lines by level over time.
     *
     * @param filter without a match; its time range does not matter
     * @param from where the first bucket begins
     * @param to where the last bucket ends, or somewhat later: widths are whole milliseconds
     * @param buckets 1 to {@value LogHistogram#MAX_BUCKETS}
     */
    public LogHistogram histogram(LogFilter filter, Instant from, Instant to, int buckets) {
        long start = LineFilter.ceiling(from);
        long range = LineFilter.ceiling(to) - start;
        if (range <= 0) {
            throw ProblemException.invalid("to", "must be after from");
        }
        if (buckets < 1 || buckets > LogHistogram.MAX_BUCKETS) {
            throw ProblemException.invalid("buckets", "must be from 1 to " + LogHistogram.MAX_BUCKETS);
        }
        if (filter.match().isPresent()) {
            throw ProblemException.invalid("q", "cannot be combined with a histogram, which reads no text");
        }
        long width = Math.ceilDiv(range, buckets);
        MemoryView memory = store.inMemory(filter.server());
        LogFilter within = filter.between(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + width * buckets));
        LineFilter lines = LineFilter.of(within, 0, memory.next());
        var counts = new HistogramCounts(lines, start, width, buckets);
        for (MemoryBlock block : memory.blocks(lines, List.of())) {
            if (!counts.add(block.summary())) {
                counts.add(new LineCursor(block.lines().get()));
            }
        }
        addStored(lines, memory, counts);
        return counts.histogram();
    }

    private void addStored(LineFilter filter, MemoryView memory, HistogramCounts counts) {
        List<BlockReadStore.Summary> rows;
        long below = Long.MAX_VALUE;
        do {
            rows = store.blocks().summaries(filter, below, CHUNK);
            var partial = new ArrayList<Long>();
            for (BlockReadStore.Summary row : rows) {
                boolean known = row.block().firstSequence()
                        >= memory.firstSequence(row.block().server());
                if (!known && !counts.add(row.block())) {
                    partial.add(row.id());
                }
                below = row.id();
            }
            Map<Long, byte[]> metas = store.blocks().metas(partial);
            try (var decoder = new BlockDecoder()) {
                metas.forEach((id, meta) -> addLines(id, meta, decoder, counts));
            }
        } while (rows.size() == CHUNK);
    }

    private void addLines(long id, byte[] meta, BlockDecoder decoder, HistogramCounts counts) {
        try {
            counts.add(LineCursor.withoutText(decoder.meta(meta)));
        } catch (DamagedException e) {
            store.damage().report("block " + id, e);
        }
    }
}
