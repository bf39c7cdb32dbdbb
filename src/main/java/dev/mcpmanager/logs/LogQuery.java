package dev.mcpmanager.logs;

import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;

/**
 * A page of a search, newest first. Immutable.
 *
 * @param before only lines with lower sequences: {@link LogPage#next()} of the page before
 * @param limit most lines, 1 to {@value #MAX_LIMIT}
 * @param timeLimit after which the search ends with what it has
 */
public record LogQuery(LogFilter filter, Optional<Long> before, int limit, Duration timeLimit) {
    /** Most lines of a page. */
    public static final int MAX_LIMIT = 1_000;

    /** Time limit where none is named. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(10);

    public LogQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalid("limit", "must be from 1 to " + MAX_LIMIT);
        }
    }

    /** The newest lines that the filter lets pass. */
    public static LogQuery newest(LogFilter filter, int limit) {
        return new LogQuery(filter, Optional.empty(), limit, DEFAULT_TIME_LIMIT);
    }

    /** The page after the one that ended at {@code next}. */
    public LogQuery from(long next) {
        return new LogQuery(filter, Optional.of(next), limit, timeLimit);
    }
}
