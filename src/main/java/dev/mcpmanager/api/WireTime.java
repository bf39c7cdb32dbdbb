package dev.mcpmanager.api;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times as the API writes them: instants in ISO 8601, UTC, always with milliseconds; durations in milliseconds. Stateless. */
final class WireTime {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private WireTime() {}

    static String text(Instant at) {
        return MILLISECONDS.format(at);
    }

    /** Milliseconds, to the microsecond. */
    static @Nullable Double millis(Optional<Duration> duration) {
        return duration.map(each -> millis(each.toNanos() / 1_000_000.0)).orElse(null);
    }

    /** Milliseconds, to the microsecond. */
    static double millis(double millis) {
        return Math.round(millis * 1_000) / 1_000.0;
    }

    static @Nullable String text(Optional<Instant> at) {
        return at.map(WireTime::text).orElse(null);
    }
}
