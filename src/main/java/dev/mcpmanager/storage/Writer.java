package dev.mcpmanager.storage;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection that writes, and its thread. Thread-safe. Whatever waits when the thread is free, at most
 * {@value #BATCH} tasks, shares one transaction, hence one flush to disk; each is undone by itself when it fails.
 */
final class Writer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Writer.class);
    private static final int BATCH = 500;
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration LATER_WAIT = Duration.ofMillis(100);

    private final Handle handle;
    private final StorageProblems problems;
    private final WriteFailures failures;
    private final WriteQueue queue = new WriteQueue();
    private final Thread thread;

    Writer(Handle handle, StorageProblems problems, WriteFailures failures) {
        this.handle = handle;
        this.problems = problems;
        this.failures = failures;
        thread = Thread.ofPlatform().name("storage-writer").daemon().start(this::run);
    }

    <T> T write(Function<Handle, T> work) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a write inside a write would wait for itself");
        }
        var outcome = new CompletableFuture<T>();
        if (!queue.offer(new WriteTask.Awaited<>(work, outcome), WAIT)) {
            throw new ProblemException(new Problem.Unavailable("The database is too busy or closed: try again"));
        }
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw problems.translate(cause);
            }
            throw e;
        }
    }

    void writeLater(String what, Consumer<Handle> work) {
        if (!queue.offer(new WriteTask.Later(what, work), LATER_WAIT)) {
            log.error("{} was not written: the queue of the database is full or closed", what);
            failures.lost("The queue of writes is full or closed: the disk is too slow, or the manager is stopping");
        }
    }

    int queued() {
        return queue.size();
    }

    private void run() {
        for (List<WriteTask> batch = queue.take(BATCH); !batch.isEmpty(); batch = queue.take(BATCH)) {
            commit(batch);
        }
        handle.close();
    }

    private void commit(List<WriteTask> batch) {
        var onCommit = new ArrayList<Runnable>();
        try {
            handle.execute("begin immediate");
            for (WriteTask task : batch) {
                onCommit.add(attempt(task));
            }
            handle.execute("commit");
        } catch (RuntimeException | Error e) {
            rollBack();
            allFailed(batch, e);
            return;
        }
        if (failures.committed()) {
            log.info("writing to the database works again");
        }
        onCommit.forEach(Runnable::run);
    }

    private Runnable attempt(WriteTask task) {
        handle.execute("savepoint task");
        Optional<Runnable> onCommit = Optional.empty();
        try {
            onCommit = Optional.of(task.run(handle));
        } catch (RuntimeException | Error e) {
            // SQLite may have undone the whole transaction by itself, so this is not for one task to survive
            if (problems.environmental(e).isPresent()) {
                throw e;
            }
            handle.execute("rollback to task");
            onCommit = Optional.of(() -> undone(task, e));
        }
        handle.execute("release task");
        return onCommit.get();
    }

    private void undone(WriteTask task, Throwable failure) {
        task.failed(failure);
        // whoever waits is told by that; a refusal by its own work says nothing about the database
        if (task instanceof WriteTask.Later later) {
            log.error("{} was not written", later.what(), failure);
            failures.lost("%s was not written: %s".formatted(later.what(), failure.getMessage()));
        }
    }

    private void allFailed(List<WriteTask> batch, Throwable failure) {
        Optional<ProblemException> environmental = problems.environmental(failure);
        String reason = environmental.map(Throwable::getMessage).orElseGet(failure::toString);
        // once for a full disk, not once for every event that is lost meanwhile
        if (failures.failed(batch.size(), reason)) {
            log.error("writing to the database failed: {}", reason, environmental.isPresent() ? null : failure);
        }
        batch.forEach(task -> task.failed(failure));
    }

    private void rollBack() {
        try {
            handle.execute("rollback");
        } catch (RuntimeException e) {
            // SQLite did it by itself, or the transaction never began
            log.debug("rollback: {}", e.getMessage());
        }
    }

    /** Writes what waits, then ends; later writes are refused. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
