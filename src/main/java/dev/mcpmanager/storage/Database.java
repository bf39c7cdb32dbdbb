package dev.mcpmanager.storage;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * A SQLite database of the manager: one thread writes, up to 4 callers read at a time. Thread-safe.
 *
 * <p>A full disk, a foreign lock, a damaged or unwritable file become {@link Problem.Unavailable} with a remedy; what
 * was committed stays. Work given to these methods must only execute SQL on the handle that it gets.
 */
public final class Database implements AutoCloseable {
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

    private final StorageProblems problems;
    private final WriteFailures failures;
    private final Readers readers;
    private final Writer writer;

    private Database(StorageProblems problems, WriteFailures failures, Readers readers, Writer writer) {
        this.problems = problems;
        this.failures = failures;
        this.readers = readers;
        this.writer = writer;
    }

    /** Opens the registry in {@code file}, made with mode 0600 if absent, and brings it to the current schema. */
    public static Database open(Path file, InstantSource time) {
        return open(file, Schema.REGISTRY, time);
    }

    /** As {@link #open(Path, InstantSource)}, of any schema. */
    public static Database open(Path file, Schema schema, InstantSource time) {
        return open(file, schema, time, BUSY_TIMEOUT);
    }

    /**
     * As {@link #open(Path, Schema, InstantSource)}.
     *
     * @param busyTimeout how long to wait for another program's lock
     */
    static Database open(Path file, Schema schema, InstantSource time, Duration busyTimeout) {
        var problems = new StorageProblems(file);
        try {
            PrivateFiles.ensure(file);
            if (schema.shrinks() && Files.size(file) == 0) {
                Connections.makeShrinkable(file);
            }
            var connections = new Connections(file, busyTimeout);
            Handle handle = connections.writer();
            try {
                Migrations.apply(handle, file, schema.migrations());
                var readers = new Readers(connections);
                var failures = new WriteFailures(time);
                return new Database(problems, failures, readers, new Writer(handle, problems, failures));
            } catch (RuntimeException e) {
                handle.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem.Unavailable(
                            "%s cannot be opened: check that its directory exists and that this user may write there"
                                    .formatted(file)),
                    e);
        } catch (RuntimeException e) {
            throw problems.translate(e);
        }
    }

    /** Runs {@code work} on one snapshot of what is committed. Waits up to 30 s for a free connection. */
    public <T> T read(Function<Handle, T> work) {
        try {
            return readers.read(work);
        } catch (RuntimeException e) {
            throw problems.translate(e);
        }
    }

    /**
     * Runs {@code work} in a transaction on the writer's thread and returns once it is committed to disk. What
     * {@code work} throws undoes it and is thrown here.
     */
    public <T> T write(Function<Handle, T> work) {
        return writer.write(work);
    }

    /**
     * Enqueues {@code work}, which is committed within moments, together with what waits beside it. Returns at once, or
     * after 100 ms if 10,000 writes wait already; a write that fails is logged and counted in {@link #health()}.
     *
     * @param what for the log, such as {@code event of server time}
     */
    public void writeLater(String what, Consumer<Handle> work) {
        writer.writeLater(what, work);
    }

    /** How writing goes. */
    public StorageHealth health() {
        return failures.health(writer.queued());
    }

    /** Commits what waits, then closes the file; later calls are refused. */
    @Override
    public void close() {
        writer.close();
        readers.close();
    }
}
