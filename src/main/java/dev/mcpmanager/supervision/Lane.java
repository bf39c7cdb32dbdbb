package dev.mcpmanager.supervision;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other, each on a virtual thread, so that the sender never waits. Thread-safe. */
final class Lane {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);
    private static final Executor THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("supervision-", 0).factory());

    static {
        // The JDK makes the thread that wakes sleeping virtual threads at the first sleep. Where no thread can be had
        // at
        // that moment, that sleep never ends.
        THREADS.execute(() -> LockSupport.parkNanos(1));
    }

    private CompletableFuture<?> tail = CompletableFuture.completedFuture(null);

    synchronized void run(Runnable task) {
        tail = tail.thenRunAsync(() -> guarded(task), THREADS);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // let out, it would keep all later tasks from running
            log.error("supervision task failed", e);
        }
    }
}
