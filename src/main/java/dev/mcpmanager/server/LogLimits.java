package dev.mcpmanager.server;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a server's log is kept, where it differs from the manager's setting. Immutable.
 *
 * @param maxBytes of compressed lines
 */
public record LogLimits(Optional<Duration> maxAge, Optional<Long> maxBytes) {

    public static final LogLimits NONE = new LogLimits(Optional.empty(), Optional.empty());

    /** The shortest and the longest age that may be set. */
    public static final Duration MIN_AGE = Duration.ofHours(1);

    public static final Duration MAX_AGE = Duration.ofDays(3650);

    /** The smallest and the largest size that may be set. */
    public static final long MIN_BYTES = 1L << 20;

    public static final long MAX_BYTES = 1L << 40;
}
