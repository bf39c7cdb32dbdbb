package dev.mcpmanager.web;

import dev.mcpmanager.health.Incident;
import dev.mcpmanager.logs.LogFilter;
import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.logs.LogQuery;
import dev.mcpmanager.logs.LogSearch;
import dev.mcpmanager.logs.LogSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks up what a server wrote to stderr before each of its incidents, at most {@value #LINES} lines each. For one thread,
 * and one answer: once its time is over, what is not yet found stays unknown, as each incident of a server that prints a lot
 * may take seconds.
 */
final class LastWords {
    private static final int LINES = 10;
    /** How long before an incident a line may have been written to belong to it, and how much later it may be read. */
    private static final Duration BEFORE = Duration.ofHours(1);

    private static final Duration AFTER = Duration.ofMillis(500);

    private final LogSearch logs;
    private final long end;

    /** @param limit from now on, for all incidents together */
    LastWords(LogSearch logs, Duration limit) {
        this.logs = logs;
        end = System.nanoTime() + limit.toNanos();
    }

    /** Oldest first. */
    List<String> before(String serverId, Incident incident) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive()) {
            return List.of();
        }
        Instant began = incident.from();
        LogFilter written = LogFilter.ofServer(serverId)
                .withSources(Set.of(LogSource.STDERR))
                .between(began.minus(BEFORE), began.plus(AFTER));
        return logs.search(new LogQuery(written, Optional.empty(), LINES, left)).lines().reversed().stream()
                .map(LogLine::message)
                .toList();
    }
}
