package dev.mcpmanager.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instants as the API writes them: ISO 8601, UTC, always with milliseconds. Stateless. */
final class WireTime {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private WireTime() {}

    static String text(Instant at) {
        return MILLISECONDS.format(at);
    }

    static @Nullable String text(Optional<Instant> at) {
        return at.map(WireTime::text).orElse(null);
    }
}
