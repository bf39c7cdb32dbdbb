package dev.mcpmanager.health;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.server.HealthSettings;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.supervision.EventKind;
import java.time.Duration;
import java.util.Optional;

/** Owns the condition of one server: records and tells each check and each change. Thread-safe. */
final class WatchedServer {
    private final String serverId;
    private final IntervalTracker intervals;
    private final HealthRecorder recorder;
    private final EventBus bus;
    private final HealthClock clock;
    private final Remedy remedy;

    private Condition condition = Condition.INITIAL;
    private Optional<ProbeResult> lastCheck = Optional.empty();
    private HealthSettings settings = HealthSettings.DEFAULT;
    private Duration startPeriod = Duration.ZERO;
    /** As {@link System#nanoTime()}. */
    private long startedAt = System.nanoTime();

    private long run;
    /** The run of which a restart was asked for; runs begin with 1. */
    private long givenUp;
    /** Whether a check of the run was healthy, which ends its start period. */
    private boolean answered;

    WatchedServer(
            String serverId,
            IntervalTracker intervals,
            HealthRecorder recorder,
            EventBus bus,
            HealthClock clock,
            Remedy remedy) {
        this.serverId = serverId;
        this.intervals = intervals;
        this.recorder = recorder;
        this.bus = bus;
        this.clock = clock;
        this.remedy = remedy;
    }

    synchronized CurrentHealth current() {
        return new CurrentHealth(condition.state(), condition.reason(), lastCheck);
    }

    /** From now on; how long a start may take is also how long failed checks after it do not count. */
    synchronized void settings(ServerDefinition server) {
        settings = server.health();
        startPeriod = server.config().startTimeout();
    }

    void checked(ProbeResult result) {
        long checkedRun;
        int failures;
        synchronized (this) {
            count(result);
            failures = condition.failures();
            // there may be more than that, where it was set or lowered meanwhile
            if (failures < settings.restartAfter().orElse(Integer.MAX_VALUE) || givenUp == run) {
                return;
            }
            givenUp = run;
            checkedRun = run;
        }
        remedy.restart(
                serverId,
                checkedRun,
                "failed %d checks in a row, the last: %s"
                        .formatted(failures, result.error().orElse("no reason")));
    }

    private void count(ProbeResult result) {
        answered |= result.healthy();
        boolean starting = !answered && System.nanoTime() - startedAt < startPeriod.toNanos();
        HealthState before = condition.state();
        become(condition.after(result, settings, starting));
        lastCheck = Optional.of(result);
        recorder.add(new HealthBatch.Check(serverId, result));
        tell(before, lastCheck);
    }

    synchronized void lived(EventKind kind, long ofRun, String message) {
        run = ofRun;
        if (kind == EventKind.READY) {
            startedAt = System.nanoTime();
            answered = false;
        }
        change(condition.after(kind, message));
    }

    /** Nothing of it runs, and it is not to be started again. */
    synchronized void rests() {
        change(condition.resting());
    }

    private void change(Condition next) {
        Condition before = condition;
        become(next);
        if (condition.state() != before.state() || !condition.reason().equals(before.reason())) {
            tell(before.state(), Optional.empty());
        }
    }

    private void become(Condition next) {
        boolean changed = next.state() != condition.state() || !next.reason().equals(condition.reason());
        condition = next;
        if (changed) {
            intervals.change(serverId, next.state(), next.reason());
            recorder.hurry();
        }
    }

    private void tell(HealthState before, Optional<ProbeResult> check) {
        bus.publish(new HealthUpdated(
                serverId,
                before,
                condition.state(),
                condition.reason(),
                check.flatMap(ProbeResult::responseTime),
                check.flatMap(ProbeResult::error),
                clock.instant()));
    }
}
