package dev.mcpmanager.health;

import dev.mcpmanager.health.IntervalChange.Closed;
import dev.mcpmanager.health.IntervalChange.Opened;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A random history of one server under several managers: changes of state, stops by the user, clocks set forward and
 * back, crashes and clean ends of the manager. Beside what is tracked and stored of it, it notes each millisecond as it
 * truly passed. For one thread.
 */
final class RandomLife {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SERVER = "s";
    private static final HealthState[] STATES = {
        HealthState.HEALTHY, HealthState.UNHEALTHY, HealthState.UNKNOWN, HealthState.STOPPED
    };

    /** Truth: from {@code wall} on, {@code millis} passed in this state. */
    record Passed(HealthState state, long wall, long millis) {}

    private final Random random;
    private final ManualClock time = new ManualClock(BEGIN);
    private final List<Interval> stored = new ArrayList<>();
    private final List<Passed> observed = new ArrayList<>();
    private List<Passed> unwritten = new ArrayList<>();
    private HealthState state = HealthState.UNOBSERVED;

    RandomLife(long seed) {
        random = new Random(seed);
        int managers = 1 + random.nextInt(3);
        for (int i = 0; i < managers; i++) {
            manage();
            pass();
            time.set(shift());
        }
    }

    /** As in the database. */
    List<Interval> stored() {
        return stored;
    }

    List<Passed> observed() {
        return observed;
    }

    Instant now() {
        return time.instant();
    }

    private void manage() {
        var clock = new HealthClock(time, time::nanos);
        var tracker = new IntervalTracker(clock);
        long aliveAt = clock.millis();
        state = HealthState.UNOBSERVED;
        int happenings = random.nextInt(12);
        for (int i = 0; i < happenings; i++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    state = STATES[random.nextInt(STATES.length)];
                    tracker.change(SERVER, state, "reason " + random.nextInt(2));
                }
                case 2 -> {
                    time.set(shift());
                    tracker.adjust();
                }
                default -> aliveAt = write(tracker);
            }
            passObserved();
        }
        if (random.nextBoolean()) {
            tracker.endAll();
            write(tracker);
        } else {
            crash(aliveAt);
        }
    }

    private Duration shift() {
        long millis = (long) Math.exp(random.nextDouble() * 18) + 1_000;
        return Duration.ofMillis(random.nextBoolean() ? millis : -millis);
    }

    private void pass() {
        time.pass(Duration.ofMillis((long) Math.exp(random.nextDouble() * 16) - 1));
    }

    private void passObserved() {
        long wall = time.millis();
        long before = time.nanos();
        pass();
        unwritten.add(new Passed(state, wall, (time.nanos() - before) / 1_000_000));
    }

    private long write(IntervalTracker tracker) {
        IntervalTracker.Cut cut = tracker.cut();
        if (random.nextInt(4) == 0) {
            tracker.failed(cut);
            cut = tracker.cut();
        }
        for (IntervalChange change : cut.changes()) {
            switch (change) {
                case Opened(String _, HealthState opened, String reason, long at) ->
                    stored.add(new Interval(opened, reason, Instant.ofEpochMilli(at), Optional.empty()));
                case Closed(String _, long at) -> close(at);
            }
        }
        tracker.written(cut);
        observed.addAll(unwritten);
        unwritten = new ArrayList<>();
        return cut.at();
    }

    /** As {@link HealthWriteStore#begin} does with what the crash left open. */
    private void crash(long aliveAt) {
        if (!stored.isEmpty() && stored.getLast().until().isEmpty()) {
            close(Math.max(aliveAt, stored.getLast().from().toEpochMilli()));
        }
        unwritten = new ArrayList<>();
    }

    private void close(long at) {
        Interval open = stored.removeLast();
        stored.add(new Interval(open.state(), open.reason(), open.from(), Optional.of(Instant.ofEpochMilli(at))));
    }
}
