package dev.mcpmanager.api;

import dev.mcpmanager.logs.LevelCounts;
import dev.mcpmanager.logs.LogHistogram;
import java.util.List;

/**
 * Numbers of lines by level over time. Immutable.
 *
 * @param from where the first bucket begins
 * @param width of each bucket, in milliseconds
 * @param buckets one after another, also empty ones
 */
public record HistogramView(String from, long width, List<Bucket> buckets) {
    public HistogramView {
        buckets = List.copyOf(buckets);
    }

    /** Lines of each level. */
    public record Bucket(long debug, long info, long warn, long error) {
        static Bucket of(LevelCounts counts) {
            return new Bucket(counts.debug(), counts.info(), counts.warn(), counts.error());
        }
    }

    public static HistogramView of(LogHistogram histogram) {
        return new HistogramView(
                WireTime.text(histogram.from()),
                histogram.width().toMillis(),
                histogram.buckets().stream().map(Bucket::of).toList());
    }
}
