package dev.mcpmanager.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Numbers of lines by level over time. Immutable.
 *
 * @param from where the first bucket begins
 * @param width of each bucket
 * @param buckets one after another, also empty ones
 */
public record LogHistogram(Instant from, Duration width, List<LevelCounts> buckets) {
    /** Most buckets. */
    public static final int MAX_BUCKETS = 1_000;

    public LogHistogram {
        buckets = List.copyOf(buckets);
    }
}
