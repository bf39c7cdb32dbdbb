package dev.mcpmanager.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A time over which a server was unhealthy without a break. Immutable.
 *
 * @param reasons why, in the order in which they arose; each once, at most {@value #MAX_REASONS}
 * @param until empty while it lasts
 */
public record Incident(Instant from, Optional<Instant> until, List<String> reasons) {
    private static final int MAX_REASONS = 10;

    public Incident {
        reasons = reasons.stream().distinct().limit(MAX_REASONS).toList();
    }

    /** Newest first. */
    static List<Incident> of(List<Interval> intervals) {
        var incidents = new ArrayList<Incident>();
        for (Interval interval : intervals) {
            if (interval.state() != HealthState.UNHEALTHY) {
                continue;
            }
            Incident last = incidents.isEmpty() ? null : incidents.getLast();
            if (last != null && last.until().equals(Optional.of(interval.from()))) {
                var reasons = new ArrayList<>(last.reasons());
                reasons.add(interval.reason());
                incidents.set(incidents.size() - 1, new Incident(last.from(), interval.until(), reasons));
            } else {
                incidents.add(new Incident(interval.from(), interval.until(), List.of(interval.reason())));
            }
        }
        return incidents.reversed();
    }
}
