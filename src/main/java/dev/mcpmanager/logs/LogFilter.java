package dev.mcpmanager.logs;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which lines are wanted; what is empty does not restrict. Immutable.
 *
 * @param levels one of these; all if empty
 * @param sources one of these; all if empty
 * @param run number of the start that printed the line
 * @param from the earliest time
 * @param to the earliest time that is too late
 */
public record LogFilter(
        Optional<String> server,
        Optional<TextMatch> match,
        Set<LogLevel> levels,
        Set<LogSource> sources,
        Optional<Long> run,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** All lines of all servers. */
    public static final LogFilter ALL = new LogFilter(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public LogFilter {
        levels = levels.isEmpty() ? Set.of(LogLevel.values()) : Set.copyOf(levels);
        sources = sources.isEmpty() ? Set.of(LogSource.values()) : Set.copyOf(sources);
    }

    /** All lines of one server. */
    public static LogFilter ofServer(String server) {
        return ALL.withServer(server);
    }

    public LogFilter withServer(String wanted) {
        return new LogFilter(Optional.of(wanted), match, levels, sources, run, from, to);
    }

    public LogFilter withMatch(TextMatch wanted) {
        return new LogFilter(server, Optional.of(wanted), levels, sources, run, from, to);
    }

    public LogFilter withLevels(Set<LogLevel> wanted) {
        return new LogFilter(server, match, wanted, sources, run, from, to);
    }

    public LogFilter withSources(Set<LogSource> wanted) {
        return new LogFilter(server, match, levels, wanted, run, from, to);
    }

    public LogFilter withRun(long wanted) {
        return new LogFilter(server, match, levels, sources, Optional.of(wanted), from, to);
    }

    public LogFilter between(Instant earliest, Instant tooLate) {
        return new LogFilter(server, match, levels, sources, run, Optional.of(earliest), Optional.of(tooLate));
    }
}
