package dev.mcpmanager.logs;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.storage.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;

/**
 * All lines of all servers, durable within 250 ms. Thread-safe. Holds in memory at most 128 KiB of open block a server
 * and 64 compressed blocks; who appends more waits. See docs/decisions/0006-log-blocks.md.
 */
public final class LogStore implements LogSink, LogHistory, AutoCloseable {
    /** Longest line in bytes. */
    public static final int MAX_LINE = OpenBlock.CAPACITY;

    private static final Duration SEAL_ROUND = Duration.ofMinutes(1);
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(10);

    private final Map<String, ServerLog> servers = new ConcurrentHashMap<>();
    private final Backlog backlog = new Backlog();
    private final BlockCodec codec = new BlockCodec();
    private final DamageReport damage = new DamageReport();
    private final Database database;
    private final BlockReadStore blocks;
    private final SignatureStore signatures;
    private final RetentionStore retention;
    private final Sequences sequences;
    private final LogWriter writer;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LogStore(Database database, InstantSource clock) {
        this.database = database;
        blocks = new BlockReadStore(database);
        signatures = new SignatureStore(database, damage);
        retention = new RetentionStore(database);
        BlockReadStore.Position position = blocks.position();
        sequences = new Sequences(position.nextSequence());
        blocks.tails().forEach(this::restore);
        SignatureGroup newest = newestGroup(position.nextBlock());
        writer = new LogWriter(new BlockWriteStore(database), servers, sequences, backlog, position, newest, clock);
    }

    /** Opens {@code file}, made if absent, and takes up what an earlier process left, however that ended. */
    public static LogStore open(Path file, InstantSource clock) {
        return over(Database.open(file, Schema.LOGS, clock), clock);
    }

    /** As {@link #open}; closes the database with the store. */
    static LogStore over(Database database, InstantSource clock) {
        try {
            return new LogStore(database, clock);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private void restore(Increment tail) {
        try {
            var text = new BlockText(
                    tail.server(),
                    new BlockText.Bytes(tail.meta(), tail.meta().length),
                    new BlockText.Bytes(tail.text(), tail.text().length),
                    true);
            ServerLog server = server(tail.server());
            for (var line = new LineCursor(text); line.advance(); ) {
                server.restore(line, tail.text());
            }
        } catch (DamagedException e) {
            damage.report("the tail of server " + tail.server(), e);
        }
    }

    private SignatureGroup newestGroup(long nextBlock) {
        long number = SignatureGroup.numberOf(nextBlock);
        var group = new SignatureGroup(number, List.of());
        for (StoredBlock block : blocks.blocks(blocks.between(number * SignatureGroup.SIZE, nextBlock))) {
            try {
                group = group.with(new SignatureGroup.Entry(block.id(), codec.signature(block.lines())));
            } catch (DamagedException e) {
                damage.report(block.name(), e);
            }
        }
        return group;
    }

    private ServerLog server(String id) {
        // the map would lock for what is there already
        ServerLog known = servers.get(id);
        return known == null ? servers.computeIfAbsent(id, ServerLog::new) : known;
    }

    @Override
    public RecentLines recent(String serverId) {
        return server(serverId).recent();
    }

    @Override
    public long next() {
        return sequences.next();
    }

    @Override
    public Iterator<LogLine> after(Optional<String> serverId, long sequence) {
        return new LogExport(this, serverId.map(LogFilter::ofServer).orElse(LogFilter.ALL), sequence);
    }

    @Override
    public Taken offer(String serverId, LineBatch batch, int first, Duration patience) {
        int longest = batch.start(first + 1) - batch.start(first);
        if (longest > MAX_LINE) {
            throw new IllegalArgumentException("a line of %d bytes, at most %d".formatted(longest, MAX_LINE));
        }
        ServerLog server = server(serverId);
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Taken taken = server.append(sequences, backlog, codec, batch, first);
            if (taken.lines() > 0 || !backlog.awaitProgress(deadline - System.nanoTime())) {
                return taken;
            }
        }
    }

    /** Returns once all lines appended before are on disk; fails after 10 s, such as for a full disk. */
    public void flush() {
        if (!backlog.awaitWrite(FLUSH_LIMIT)) {
            throw new ProblemException(new Problem.Unavailable(
                    health().reason().orElse("The log store is too busy or closed: try again")));
        }
    }

    @Override
    public void forget(String serverId) {
        ServerLog server = servers.get(serverId);
        if (server != null && server.sealOlderThan(Long.MAX_VALUE, backlog, codec) && backlog.awaitWrite(FLUSH_LIMIT)) {
            servers.remove(serverId);
        }
    }

    /**
     * Removes all lines of a server, which must not append meanwhile.
     *
     * @return what was removed from the database
     */
    public RemovedLines remove(String serverId) {
        // leaves nothing of the server to the writer
        flush();
        servers.remove(serverId);
        retention.removeTails(serverId);
        return retention.removeOldestOf(serverId, Long.MAX_VALUE);
    }

    /**
     * Seals and stores the open blocks whose lines are all older, so that they can be removed.
     *
     * @param cutoff of each server, in milliseconds
     */
    void sealOlderThan(ToLongFunction<String> cutoff) {
        servers.forEach((id, server) -> {
            while (!server.sealOlderThan(cutoff.applyAsLong(id), backlog, codec)) {
                var _ = backlog.awaitProgress(SEAL_ROUND.toNanos());
            }
        });
        flush();
    }

    /** What is in memory of one server, or of all. */
    MemoryView inMemory(Optional<String> server) {
        long next = sequences.next();
        var snapshots = new HashMap<String, ServerLog.Snapshot>();
        servers.forEach((id, each) -> {
            if (server.isEmpty() || server.get().equals(id)) {
                snapshots.put(id, each.snapshot());
            }
        });
        return new MemoryView(next, snapshots, writer.newest());
    }

    BlockReadStore blocks() {
        return blocks;
    }

    RetentionStore retention() {
        return retention;
    }

    SignatureStore signatures() {
        return signatures;
    }

    DamageReport damage() {
        return damage;
    }

    /** How storing goes. */
    public LogStoreHealth health() {
        var failure = writer.failure();
        return new LogStoreHealth(
                failure.isPresent(),
                failure.map(LogWriter.Failure::reason),
                failure.map(LogWriter.Failure::at),
                backlog.blocks(),
                damage.count());
    }

    /** Stores what is there, then closes the file; who still waits to append gets an exception. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        writer.close();
        database.close();
        codec.close();
    }
}
