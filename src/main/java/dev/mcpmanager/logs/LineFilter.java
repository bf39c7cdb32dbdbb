package dev.mcpmanager.logs;

import java.time.Instant;

/**
 * A filter's part that what describes lines and blocks decides, and a range of sequences. Immutable.
 *
 * @param after the highest sequence that is too low
 * @param before the lowest sequence that is too high
 */
record LineFilter(LogFilter filter, long fromMillis, long toMillis, long after, long before) {

    static LineFilter of(LogFilter filter, long after, long before) {
        return new LineFilter(
                filter,
                filter.from().map(LineFilter::ceiling).orElse(Long.MIN_VALUE),
                filter.to().map(LineFilter::ceiling).orElse(Long.MAX_VALUE),
                after,
                before);
    }

    private static long ceiling(Instant instant) {
        return instant.plusNanos(999_999).toEpochMilli();
    }

    /** Also only above {@code sequence}. */
    LineFilter above(long sequence) {
        return new LineFilter(filter, fromMillis, toMillis, Math.max(after, sequence), before);
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
