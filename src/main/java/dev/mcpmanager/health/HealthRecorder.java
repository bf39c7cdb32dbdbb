package dev.mcpmanager.health;

import dev.mcpmanager.health.HealthBatch.Check;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes checks and intervals behind those who make them: every 5 s, and soon after a change, all in one transaction
 * with the manager's sign of life. Thread-safe. So a crash costs the last 5 s at most, which then are unobserved. Holds at
 * most {@value #MAX_WAITING} checks; further ones are dropped, counted and logged while the database fails.
 */
final class HealthRecorder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthRecorder.class);
    private static final int MAX_WAITING = 50_000;
    private static final Duration BETWEEN_SIGNS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(100);

    private final HealthWriteStore store;
    private final IntervalTracker intervals;
    private final Semaphore changed = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private List<Check> waiting = new ArrayList<>();
    private long dropped;

    HealthRecorder(HealthWriteStore store, IntervalTracker intervals) {
        this.store = store;
        this.intervals = intervals;
        thread = Thread.ofPlatform().name("health-recorder").daemon().start(this::run);
    }

    synchronized void add(Check check) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(check);
        } else {
            dropped++;
        }
    }

    /** Has what changed written soon. */
    void hurry() {
        changed.release();
    }

    private void run() {
        try {
            do {
                boolean _ = changed.tryAcquire(BETWEEN_SIGNS.toMillis(), TimeUnit.MILLISECONDS);
                changed.drainPermits();
                write();
            } while (!closing.await(BETWEEN_WRITES.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            log.error("the history of health is no longer written: its thread was interrupted", e);
        }
    }

    /** Writes what waits; what cannot be written waits on. */
    private void write() {
        List<Check> checks;
        synchronized (this) {
            checks = waiting;
            waiting = new ArrayList<>();
        }
        IntervalTracker.Cut cut = intervals.cut();
        try {
            store.write(new HealthBatch(checks, cut));
            intervals.written(cut);
            reportDropped();
        } catch (ProblemException e) {
            log.debug("health is not written: {}", e.getMessage());
            intervals.failed(cut);
            checks.forEach(this::add);
        } catch (RuntimeException | Error e) {
            // were it tried again, it would fail again
            log.error(
                    "{} checks and {} changes of health were not written",
                    checks.size(),
                    cut.changes().size(),
                    e);
        }
    }

    private synchronized void reportDropped() {
        if (dropped > 0) {
            log.error("{} checks were not stored since the database could not be written", dropped);
            dropped = 0;
        }
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        closing.countDown();
        hurry();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        write();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
