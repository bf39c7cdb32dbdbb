package dev.mcpmanager.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A time over which a server was unhealthy without a break. Immutable.
 *
 * @param reasons why, in the order in which they arose; each once, the first {@value #MAX_REASONS}
 * @param until empty while it lasts
 */
public record Incident(Instant from, Optional<Instant> until, List<String> reasons) {
    private static final int MAX_REASONS = 10;

    public Incident {
        reasons = reasons.stream().distinct().limit(MAX_REASONS).toList();
    }

    /**
     * The latest ones, newest first, at most {@code limit}.
     *
     * @param newestFirst taken from no further than is needed, as a server that flaps may have a million
     */
    static List<Incident> latest(Iterator<Interval> newestFirst, int limit) {
        var incidents = new ArrayList<Incident>();
        while (newestFirst.hasNext()) {
            Interval each = newestFirst.next();
            if (each.state() != HealthState.UNHEALTHY) {
                continue;
            }
            Incident later = incidents.isEmpty() ? null : incidents.getLast();
            if (later != null && each.until().equals(Optional.of(later.from()))) {
                incidents.set(incidents.size() - 1, later.begunBy(each));
            } else if (incidents.size() < limit) {
                incidents.add(new Incident(each.from(), each.until(), List.of(each.reason())));
            } else {
                return incidents;
            }
        }
        return incidents;
    }

    private Incident begunBy(Interval earlier) {
        return new Incident(
                earlier.from(),
                until,
                Stream.concat(Stream.of(earlier.reason()), reasons.stream()).toList());
    }
}
