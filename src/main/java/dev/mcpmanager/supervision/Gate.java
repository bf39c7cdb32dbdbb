package dev.mcpmanager.supervision;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Keeps tasks until it is opened, and then lets them run in the order in which they came. Thread-safe. */
final class Gate {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean open;
    private Optional<RuntimeException> failure = Optional.empty();

    /** Runs the task now, or, on the thread that opens the gate, later; what it gives or throws is the outcome. */
    <T> CompletableFuture<T> pass(Supplier<CompletableFuture<T>> task) {
        synchronized (this) {
            if (!open) {
                var outcome = new CompletableFuture<T>();
                waiting.add(() -> forward(attempt(task), outcome));
                return outcome;
            }
        }
        return attempt(task);
    }

    private static <T> void forward(CompletableFuture<T> from, CompletableFuture<T> to) {
        var _ = from.whenComplete((value, failed) -> {
            if (failed == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(failed);
            }
        });
    }

    private <T> CompletableFuture<T> attempt(Supplier<CompletableFuture<T>> task) {
        try {
            synchronized (this) {
                failure.ifPresent(failed -> {
                    throw failed;
                });
            }
            return task.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Who comes while others pass queues behind them. */
    void open() {
        for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
            next.get().run();
        }
    }

    /** All that waits or comes fails so. */
    void fail(RuntimeException why) {
        synchronized (this) {
            failure = Optional.of(why);
        }
        open();
    }

    private synchronized Optional<Runnable> next() {
        Optional<Runnable> next = Optional.ofNullable(waiting.poll());
        open = next.isEmpty();
        return next;
    }
}
