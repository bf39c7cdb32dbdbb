package dev.mcpmanager.logs;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the lines of one server are kept, where that differs from what holds for all. Immutable.
 *
 * @param maxAge lines older than this go
 * @param maxBytes most that its lines may take
 */
public record ServerRetention(Optional<Duration> maxAge, Optional<Long> maxBytes) {

    static final ServerRetention AS_ALL = new ServerRetention(Optional.empty(), Optional.empty());
}
