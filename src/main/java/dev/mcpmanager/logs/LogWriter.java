package dev.mcpmanager.logs;

import dev.mcpmanager.logs.ServerLog.Increments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that brings lines to disk: within 250 ms what open blocks gained, and sealed blocks sooner if many wait. A
 * write that fails is repeated each second until it succeeds. Thread-safe.
 */
final class LogWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogWriter.class);
    /** A line is taken at the second of these, hence within 250 ms. */
    private static final Duration INTERVAL = Duration.ofMillis(125);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final BlockWriteStore store;
    private final Map<String, ServerLog> servers;
    private final Sequences sequences;
    private final Backlog backlog;
    private final InstantSource clock;
    private final Thread thread;
    private long nextBlock;
    private long highSequence;
    private long seenNext;
    private int quietTicks;
    private volatile SignatureGroup newest;
    private volatile Optional<Failure> failure = Optional.empty();

    /**
     * Starts the thread.
     *
     * @param newest the signatures of the group that is not full yet
     */
    LogWriter(
            BlockWriteStore store,
            Map<String, ServerLog> servers,
            Sequences sequences,
            Backlog backlog,
            BlockReadStore.Position position,
            SignatureGroup newest,
            InstantSource clock) {
        this.store = store;
        this.servers = servers;
        this.sequences = sequences;
        this.backlog = backlog;
        this.clock = clock;
        this.newest = newest;
        nextBlock = position.nextBlock();
        highSequence = position.highSequence();
        thread = Thread.ofPlatform()
                .name("log-writer")
                .daemon()
                .uncaughtExceptionHandler((_, e) -> died(e))
                .start(this::run);
    }

    /** Why nothing can be stored. */
    record Failure(String reason, Instant at) {}

    Optional<Failure> failure() {
        return failure;
    }

    /** The signatures of the newest blocks in the database. */
    SignatureGroup newest() {
        return newest;
    }

    private void run() {
        long due = System.nanoTime();
        boolean open = true;
        while (open) {
            long wait = due - System.nanoTime();
            open = backlog.awaitWork(Duration.ofNanos(Math.max(0, wait)));
            boolean everything = backlog.begin();
            Increments increments = !open || everything ? Increments.ALL : Increments.NONE;
            if (System.nanoTime() >= due) {
                due = System.nanoTime() + INTERVAL.toNanos();
                increments = increments == Increments.NONE ? Increments.WAITING : increments;
            }
            if (!open) {
                sequences.end();
            }
            if (increments == Increments.WAITING && isIdle()) {
                backlog.end(0);
            } else {
                open &= write(increments, !open);
            }
        }
    }

    /** Whether no line came since the tick before the last, so that all are stored. */
    private boolean isIdle() {
        long next = sequences.next();
        quietTicks = next == seenNext ? quietTicks + 1 : 0;
        seenNext = next;
        return quietTicks > 1 && backlog.blocks() == 0;
    }

    /** False if the store was closed before that succeeded. */
    private boolean write(Increments increments, boolean last) {
        var batch = new WriteBatch();
        servers.values().forEach(server -> server.take(batch, increments));
        List<SealedBlock> sealed = batch.sealed();
        boolean due = !batch.isEmpty() || sequences.runLow() || last;
        boolean stored = !due || store(batch, sealed, last);
        if (stored) {
            backlog.end(sealed.size());
        }
        return stored;
    }

    private boolean store(WriteBatch batch, List<SealedBlock> sealed, boolean last) {
        var rows = new ArrayList<BlockWriteStore.Row>();
        var full = new ArrayList<SignatureGroup>();
        SignatureGroup group = newest;
        for (SealedBlock block : sealed) {
            long id = nextBlock++;
            highSequence = Math.max(highSequence, block.summary().lastSequence());
            rows.add(new BlockWriteStore.Row(id, highSequence, block));
            group = group.with(new SignatureGroup.Entry(id, block.signature()));
            if (SignatureGroup.endsAt(id)) {
                full.add(group);
            }
        }
        long reserved = last ? sequences.next() : sequences.next() + Sequences.RESERVE;
        var transaction =
                new BlockWriteStore.Transaction(rows, full, batch.sealedServers(), batch.increments(), reserved);
        if (!untilStored(transaction)) {
            log.error("the newest log lines were lost: they could not be stored before the end");
            return false;
        }
        if (!last) {
            sequences.reserve(reserved);
        }
        // first found there, then no more in memory: a search that begins between the two sees the blocks
        newest = group;
        batch.stored();
        return true;
    }

    /** Whether it was stored before the store was closed. */
    private boolean untilStored(BlockWriteStore.Transaction transaction) {
        while (true) {
            try {
                store.write(transaction);
                failure.ifPresent(past -> log.info("log lines are stored again; they waited since {}", past.at()));
                failure = Optional.empty();
                return true;
            } catch (RuntimeException e) {
                note(e);
            }
            if (!backlog.pause(RETRY)) {
                return false;
            }
        }
    }

    /** Such as for lack of memory. */
    private void died(Throwable e) {
        log.error("no more log lines can be stored", e);
        failure = Optional.of(new Failure("The log's writer ended (" + e + "): restart the manager", clock.instant()));
    }

    private void note(RuntimeException e) {
        if (failure.isEmpty()) {
            log.error("log lines cannot be stored, their servers wait: {}", e.getMessage());
            failure = Optional.of(new Failure(String.valueOf(e.getMessage()), clock.instant()));
        }
    }

    /** Stores what is there, then ends. */
    @Override
    public void close() {
        backlog.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
