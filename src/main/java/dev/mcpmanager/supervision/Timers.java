package dev.mcpmanager.supervision;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that does short tasks later; what waits when it is closed is dropped. Thread-safe. */
final class Timers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Timers.class);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("supervision-timers").factory());

    Timers() {
        executor.setRemoveOnCancelPolicy(true);
    }

    void after(Duration delay, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("timed task failed", e);
            }
        };
        var _ = executor.schedule(guarded, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    ScheduledExecutorService scheduler() {
        return executor;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
