package dev.mcpmanager.api;

import dev.mcpmanager.health.Incident;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time over which a server was unhealthy without a break. Immutable.
 *
 * @param to null while it lasts
 * @param reason why it began
 * @param reasons all, in the order in which they arose
 * @param stderr the last lines that the server had written to stderr when it began, oldest first; empty
 *     also where they were not found in time
 */
public record IncidentView(String from, @Nullable String to, String reason, List<String> reasons, List<String> stderr) {
    public IncidentView {
        reasons = List.copyOf(reasons);
        stderr = List.copyOf(stderr);
    }

    public static IncidentView of(Incident incident, List<String> stderr) {
        return new IncidentView(
                WireTime.text(incident.from()),
                WireTime.text(incident.until()),
                incident.reasons().getFirst(),
                incident.reasons(),
                stderr);
    }
}
