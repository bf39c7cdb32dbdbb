package dev.mcpmanager.health;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds checks up each 15 minutes, and when asked to, until closed. Thread-safe. */
final class RollupSchedule implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RollupSchedule.class);

    private final Rollup rollup;
    private final HealthClock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("health-rollup").factory());

    RollupSchedule(Rollup rollup, HealthClock clock) {
        this.rollup = rollup;
        this.clock = clock;
        var _ = timer.scheduleWithFixedDelay(this::run, 0, 15, TimeUnit.MINUTES);
    }

    /** Returns at once. */
    void runSoon() {
        timer.execute(this::run);
    }

    private void run() {
        try {
            rollup.run(clock.millis());
        } catch (RuntimeException | Error e) {
            // let out, it would end the schedule
            log.error("checks could not be added up; tried again in 15 minutes", e);
        }
    }

    /** Waits for what is under way, which uses the database. */
    @Override
    public void close() {
        timer.shutdown();
        timer.close();
    }
}
