package dev.mcpmanager.usage;

import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.storage.Schema;
import dev.mcpmanager.supervision.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples each 10 s what servers use, writes it each minute, which is what a crash costs, and keeps it for 7 days.
 * Thread-safe. Of each server at most one sample is awaited at a time.
 */
public final class UsageRecorder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UsageRecorder.class);

    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_WRITES = Duration.ofMinutes(1);
    private static final Duration BETWEEN_PRUNES = Duration.ofHours(1);
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final Database database;
    private final UsageStore store;
    private final Supplier<List<String>> servers;
    private final Function<String, Optional<Usage>> usage;
    private final InstantSource time;
    private final UsageTally tally = new UsageTally();
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("usage-", 0).factory());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("usage-recorder").factory());

    private UsageRecorder(
            Database database,
            Supplier<List<String>> servers,
            Function<String, Optional<Usage>> usage,
            InstantSource time) {
        this.database = database;
        this.store = new UsageStore(database);
        this.servers = servers;
        this.usage = usage;
        this.time = time;
    }

    /**
     * Opens the history in {@code file}, made if absent. Samples nothing yet.
     *
     * @param servers the ids of all servers
     * @param usage of a server; empty while it does not run; may block
     */
    public static UsageRecorder open(
            Path file, Supplier<List<String>> servers, Function<String, Optional<Usage>> usage, InstantSource time) {
        return new UsageRecorder(Database.open(file, Schema.USAGE, time), servers, usage, time);
    }

    /** Begins to sample. */
    public void start() {
        each(BETWEEN_SAMPLES, Duration.ZERO, this::sample);
        // when a minute ends, so that each is written once
        each(BETWEEN_WRITES, Duration.ofMillis(MINUTE - time.millis() % MINUTE), this::write);
        each(BETWEEN_PRUNES, Duration.ZERO, this::prune);
    }

    private void each(Duration period, Duration first, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                // let out, such as while memory is short, it would end the task for good
                log.error("what servers use is not recorded", e);
            }
        };
        var _ = timer.scheduleAtFixedRate(guarded, first.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What is stored. */
    public UsageHistory history() {
        return new UsageHistory(store, time);
    }

    /** Nothing is kept of this server. */
    public void purge(String serverId) {
        tally.forget(serverId);
        store.purge(serverId);
    }

    /** Asks all servers side by side, as a container's engine may hang. */
    void sample() {
        for (String id : servers.get()) {
            if (awaited.add(id)) {
                threads.execute(() -> sample(id));
            }
        }
    }

    /** Blocks until the server was asked. */
    void sample(String id) {
        try {
            // an engine that cannot be asked tells of no memory at all
            usage.apply(id)
                    .filter(now -> now.memoryBytes() > 0)
                    .ifPresentOrElse(
                            now -> tally.add(id, now, time.millis(), System.nanoTime()), () -> tally.ended(id));
        } catch (ProblemException e) {
            tally.ended(id);
            log.debug("server {} was deleted meanwhile", id, e);
        } catch (RuntimeException e) {
            log.error("what server {} uses cannot be told", id, e);
        } finally {
            awaited.remove(id);
        }
    }

    /** Writes what was added up of the minutes that have ended; what cannot be written waits on. */
    void write() {
        writeBefore(minute());
    }

    private void writeBefore(long minute) {
        Map<UsageTally.Key, UsageSums> sums = tally.takeBefore(minute);
        if (sums.isEmpty()) {
            return;
        }
        try {
            store.add(sums);
        } catch (ProblemException e) {
            log.debug("what servers use is not written: {}", e.getMessage());
            tally.putBack(sums);
            return;
        }
        long dropped = tally.takeDropped();
        if (dropped > 0) {
            log.error(
                    "{} samples of what servers use were not stored since the database could not be written", dropped);
        }
    }

    void prune() {
        long now = minute();
        store.removeBefore(UsageStore.MINUTE, now - UsageHistory.MINUTES_KEPT.toMinutes());
        store.removeBefore(UsageStore.QUARTER, now - UsageHistory.KEPT.toMinutes());
    }

    /** Since 1970. */
    private long minute() {
        return time.millis() / MINUTE;
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        timer.close();
        threads.shutdownNow();
        threads.close();
        writeBefore(Long.MAX_VALUE);
        database.close();
    }
}
