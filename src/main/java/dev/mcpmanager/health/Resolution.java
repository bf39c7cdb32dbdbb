package dev.mcpmanager.health;

import java.time.Duration;

/** How finely checks are added up, how many buckets a BLOB holds, and how long they are kept. */
enum Resolution {
    MINUTE(1, Duration.ofMinutes(15), Duration.ofDays(7)),
    QUARTER_HOUR(15, Duration.ofHours(6), Duration.ofDays(90)),
    DAY(24 * 60, Duration.ofDays(1), Duration.ofDays(2 * 365));

    /** How long single checks are kept. */
    static final Duration CHECKS_KEPT = Duration.ofHours(24);

    private static final long MILLIS_PER_MINUTE = 60_000;

    private final int minutes;
    private final long chunkMillis;
    private final Duration kept;

    Resolution(int minutes, Duration chunk, Duration kept) {
        this.minutes = minutes;
        this.chunkMillis = chunk.toMillis();
        this.kept = kept;
    }

    /** Of a bucket; also its name in the database. */
    int minutes() {
        return minutes;
    }

    long bucketMillis() {
        return minutes * MILLIS_PER_MINUTE;
    }

    Duration kept() {
        return kept;
    }

    /** Start of the chunk that {@code at} is in, in milliseconds since 1970. */
    long chunkOf(long at) {
        return Math.floorDiv(at, chunkMillis) * chunkMillis;
    }

    /** Number of the bucket in its chunk. */
    int slotOf(long at) {
        return (int) (Math.floorMod(at, chunkMillis) / bucketMillis());
    }
}
