package dev.mcpmanager.health;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers of one thread; thread-safe. */
final class ThreadTimers implements Timers {
    private static final Logger log = LoggerFactory.getLogger(ThreadTimers.class);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("health-timers").factory());

    ThreadTimers() {
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Runnable after(long nanos, Runnable task) {
        Future<?> waiting = executor.schedule(() -> guarded(task), nanos, TimeUnit.NANOSECONDS);
        return () -> waiting.cancel(false);
    }

    @Override
    public void every(Duration period, Runnable task) {
        var _ = executor.scheduleAtFixedRate(() -> guarded(task), 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // let out, such as while memory is short, it would end a task for good
            log.error("timed task of health failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
