package dev.mcpmanager.storage;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** A pool of {@value #SIZE} connections that read; thread-safe. */
final class Readers implements AutoCloseable {
    private static final int SIZE = 4;
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final BlockingQueue<Handle> idle = new ArrayBlockingQueue<>(SIZE);
    private volatile boolean closed;

    Readers(Connections connections) {
        try {
            for (int i = 0; i < SIZE; i++) {
                idle.add(connections.reader());
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Runs {@code work} on one snapshot of the data. */
    <T> T read(Function<Handle, T> work) {
        Handle handle = take();
        try {
            return handle.inTransaction(work::apply);
        } finally {
            idle.add(handle);
            if (closed) {
                closeIdle();
            }
        }
    }

    private Handle take() {
        try {
            Handle handle = closed ? null : idle.poll(WAIT.toSeconds(), TimeUnit.SECONDS);
            if (handle == null) {
                throw new ProblemException(new Problem.Unavailable("The database is busy or closed: try again"));
            }
            return handle;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(new Problem.Unavailable("Interrupted while waiting for the database"), e);
        }
    }

    /** Closes what is idle; a connection in use is closed by its read. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private void closeIdle() {
        for (Handle handle = idle.poll(); handle != null; handle = idle.poll()) {
            handle.close();
        }
    }
}
