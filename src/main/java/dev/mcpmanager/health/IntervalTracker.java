package dev.mcpmanager.health;

import dev.mcpmanager.health.IntervalChange.Closed;
import dev.mcpmanager.health.IntervalChange.Opened;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns changes of state into intervals. Thread-safe. Holds at most {@value #MAX_PENDING} changes that were not
 * written; if the database fails for longer, all of that time becomes unobserved.
 *
 * <p>An interval's ends are readings of one {@link HealthClock} between two of its jumps, hence its length is exact.
 * Where the clock jumps, every open interval ends at the old reading and goes on at the new one: time that the clock
 * skipped belongs to nobody, time that it repeats counts twice, as it passed.
 */
final class IntervalTracker {
    private static final Logger log = LoggerFactory.getLogger(IntervalTracker.class);
    static final int MAX_PENDING = 100_000;

    private record Open(HealthState state, String reason) {}

    /** All changes up to {@code at}, when the manager lived. */
    record Cut(List<IntervalChange> changes, long at) {}

    private final HealthClock clock;
    private final Map<String, Open> open = new HashMap<>();
    private List<IntervalChange> pending = new ArrayList<>();
    private long written;

    IntervalTracker(HealthClock clock) {
        this.clock = clock;
        this.written = clock.millis();
    }

    /** The server is in {@code state} from now on. */
    synchronized void change(String serverId, HealthState state, String reason) {
        var next = new Open(state, reason);
        if (next.equals(open.get(serverId))) {
            return;
        }
        long now = clock.millis();
        if (open.put(serverId, next) != null) {
            pending.add(new Closed(serverId, now));
        }
        pending.add(new Opened(serverId, state, reason, now));
    }

    /** Nothing more is known of the server. */
    synchronized void end(String serverId) {
        if (open.remove(serverId) != null) {
            pending.add(new Closed(serverId, clock.millis()));
        }
    }

    /** Nothing more is known of any server. */
    synchronized void endAll() {
        List.copyOf(open.keySet()).forEach(this::end);
    }

    /** Follows the wall clock, and returns how it was set. */
    synchronized Optional<HealthClock.Jump> adjust() {
        Optional<HealthClock.Jump> jump = clock.adjust();
        jump.ifPresent(this::jumped);
        return jump;
    }

    private void jumped(HealthClock.Jump jump) {
        open.forEach((id, each) -> {
            pending.add(new Closed(id, jump.from()));
            pending.add(new Opened(id, each.state(), each.reason(), jump.to()));
        });
    }

    /** What is to be written; to be followed by {@link #written} or {@link #failed}. */
    synchronized Cut cut() {
        var cut = new Cut(pending, clock.millis());
        pending = new ArrayList<>();
        return cut;
    }

    synchronized void written(Cut cut) {
        written = cut.at();
    }

    synchronized void failed(Cut cut) {
        cut.changes().addAll(pending);
        pending = cut.changes();
        if (pending.size() > MAX_PENDING) {
            log.error(
                    "the times of health since {} (milliseconds since 1970) are lost: they could not be written",
                    written);
            long now = clock.millis();
            pending = new ArrayList<>();
            open.forEach((id, each) -> {
                pending.add(new Closed(id, written));
                pending.add(new Opened(id, each.state(), each.reason(), now));
            });
        }
    }
}
