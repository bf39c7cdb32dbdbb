package dev.mcpmanager.logs;

import java.time.Instant;

/**
 * A filter's part that what describes lines and blocks decides, and a range of sequences. Immutable.
 *
 * @param after the highest sequence that is too low
 * @param before the lowest sequence that is too high
 */
record LineFilter(LogFilter filter, long fromMillis, long toMillis, long after, long before) {
    private static final long FAR_SECONDS = 100_000_000L * 31_556_952;

    static LineFilter of(LogFilter filter, long after, long before) {
        return new LineFilter(
                filter,
                filter.from().map(LineFilter::ceiling).orElse(Long.MIN_VALUE),
                filter.to().map(LineFilter::ceiling).orElse(Long.MAX_VALUE),
                after,
                before);
    }

    /** The first whole millisecond that is not before {@code instant}; no further away than 100 million years. */
    static long ceiling(Instant instant) {
        long second = Math.clamp(instant.getEpochSecond(), -FAR_SECONDS, FAR_SECONDS);
        return second * 1_000 + Math.ceilDiv(instant.getNano(), 1_000_000);
    }

    /** Also only above {@code sequence}. */
    LineFilter above(long sequence) {
        return new LineFilter(filter, fromMillis, toMillis, Math.max(after, sequence), before);
    }

    /** Also only below {@code sequence}. */
    LineFilter below(long sequence) {
        return new LineFilter(filter, fromMillis, toMillis, after, Math.min(before, sequence));
    }

    boolean accepts(LineCursor line) {
        return line.sequence() > after
                && line.sequence() < before
                && line.at() >= fromMillis
                && line.at() < toMillis
                && filter.levels().contains(line.level())
                && filter.sources().contains(line.source())
                && (filter.run().isEmpty() || filter.run().get() == line.run());
    }

    /** Whether every line of the block with one of the levels is accepted. */
    boolean acceptsAll(BlockSummary block) {
        return block.firstSequence() > after
                && block.lastSequence() < before
                && block.firstAt() >= fromMillis
                && block.lastAt() < toMillis
                && filter.sources().size() == LogSource.values().length
                && filter.run()
                        .map(run -> run == block.firstRun() && run == block.lastRun())
                        .orElse(true);
    }

    /** False if no line of the block can be accepted. */
    boolean mayAccept(BlockSummary block) {
        return block.lastSequence() > after
                && block.firstSequence() < before
                && block.lastAt() >= fromMillis
                && block.firstAt() < toMillis
                && filter.levels().stream().anyMatch(level -> block.levels().of(level) > 0)
                && (filter.server().isEmpty() || filter.server().get().equals(block.server()))
                && (filter.run().isEmpty()
                        || (filter.run().get() >= block.firstRun()
                                && filter.run().get() <= block.lastRun()));
    }
}
