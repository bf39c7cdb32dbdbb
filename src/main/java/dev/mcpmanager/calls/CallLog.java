package dev.mcpmanager.calls;

import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.storage.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes calls behind those who make them, every 250 ms, which is what a crash costs; keeps them for 7 days, and at most
 * 1 GiB. Thread-safe. At most {@value #MAX_WAITING} calls wait for a database that does not take them; further ones are
 * dropped, counted and logged.
 */
public final class CallLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallLog.class);

    static final int MAX_WAITING = 200_000;
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(250);
    private static final Duration BETWEEN_PRUNES = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final long MAX_BYTES = 1L << 30;

    private final Database database;
    private final CallWriteStore store;
    private final CallRetentionStore retention;
    private final InstantSource time;
    private final boolean on;
    private final CallCounters counters = new CallCounters();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    /** By the id of the server. */
    private Map<String, CallBatch> open = new HashMap<>();
    /** What could not be written yet, the oldest first. */
    private final Deque<Map<String, CallBatch>> unwritten = new ArrayDeque<>();

    private int waiting;
    private long dropped;

    private CallLog(Database database, InstantSource time, boolean on) {
        this.database = database;
        this.store = new CallWriteStore(database);
        this.retention = new CallRetentionStore(database);
        this.time = time;
        this.on = on;
        thread = Thread.ofPlatform().name("call-log").daemon().start(this::run);
    }

    /**
     * Opens the record in {@code file}, made if absent.
     *
     * @param on whether calls are added to what is there; they are counted anyway
     */
    public static CallLog open(Path file, InstantSource time, boolean on) {
        return new CallLog(Database.open(file, Schema.CALLS, time), time, on);
    }

    /** A call has ended. Returns at once. */
    public void add(String serverId, CallKind kind, long micros, long requestBytes, long responseBytes) {
        long now = time.millis();
        var call = new Call(kind, now - micros / 1000, micros, requestBytes, responseBytes);
        synchronized (this) {
            if (waiting < MAX_WAITING) {
                waiting++;
                open.computeIfAbsent(serverId, _ -> new CallBatch(now)).add(call);
            } else {
                dropped++;
            }
        }
    }

    /** What the record says. */
    public CallHistory history() {
        return new CallHistory(new CallReadStore(database), time);
    }

    /** What ended since the manager started. */
    public CallCounters counters() {
        return counters;
    }

    /** Nothing is kept of this server. */
    public void purge(String serverId) {
        counters.purge(serverId);
        retention.purge(serverId);
    }

    private void run() {
        long pruned = System.nanoTime() - BETWEEN_PRUNES.toNanos();
        try {
            do {
                write();
                if (System.nanoTime() - pruned >= BETWEEN_PRUNES.toNanos()) {
                    prune();
                    pruned = System.nanoTime();
                }
            } while (!closing.await(BETWEEN_WRITES.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            log.error("calls are no longer recorded: the thread was interrupted", e);
        }
    }

    /** Writes what waits; what cannot be written waits on. */
    private void write() {
        Map<String, CallBatch> ended;
        synchronized (this) {
            ended = open;
            open = new HashMap<>();
        }
        ended.forEach((serverId, calls) -> counters.add(serverId, calls.kinds()));
        if (!on) {
            written(count(ended));
        } else if (!ended.isEmpty()) {
            unwritten.add(ended);
        }
        while (!unwritten.isEmpty()) {
            Map<String, CallBatch> calls = unwritten.getFirst();
            int count = count(calls);
            try {
                store.write(time.millis(), calls);
            } catch (ProblemException e) {
                log.debug("calls are not written: {}", e.getMessage());
                return;
            } catch (RuntimeException | Error e) {
                // were it tried again, it would fail again
                log.error("{} calls were not recorded", count, e);
            }
            unwritten.removeFirst();
            written(count);
        }
    }

    private static int count(Map<String, CallBatch> calls) {
        return calls.values().stream().mapToInt(CallBatch::size).sum();
    }

    private synchronized void written(int count) {
        waiting -= count;
        if (dropped > 0) {
            log.error("{} calls were not recorded since the database could not be written", dropped);
            dropped = 0;
        }
    }

    private void prune() {
        try {
            long now = time.millis();
            long before = now - KEPT.toMillis();
            retention.removeBefore(before);
            while (retention.bytes() > MAX_BYTES) {
                before = retention.oldest() + (now - retention.oldest()) / 10 + 1;
                retention.removeBefore(before);
            }
            store.forget();
        } catch (RuntimeException e) {
            log.error("old calls were not removed", e);
        }
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        write();
        database.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
