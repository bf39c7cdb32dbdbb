package dev.mcpmanager.logs;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.storage.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All lines of all servers, durable within 250 ms. Thread-safe. Holds in memory at most 128 KiB of open block a server
 * and 256 compressed blocks; who appends more waits. See docs/decisions/0006-log-blocks.md.
 */
public final class LogStore implements LogSink, AutoCloseable {
    /** Longest line in bytes. */
    public static final int MAX_LINE = OpenBlock.CAPACITY;

    private static final Logger log = LoggerFactory.getLogger(LogStore.class);
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(10);

    private final Map<String, ServerLog> servers = new ConcurrentHashMap<>();
    private final Backlog backlog = new Backlog();
    private final BlockCodec codec = new BlockCodec();
    private final AtomicLong damaged = new AtomicLong();
    private final Database database;
    private final BlockReadStore blocks;
    private final Sequences sequences;
    private final LogWriter writer;

    private LogStore(Database database, InstantSource clock) {
        this.database = database;
        blocks = new BlockReadStore(database);
        BlockReadStore.Position position = blocks.position();
        sequences = new Sequences(position.nextSequence());
        blocks.tails().forEach(this::restore);
        SignatureGroup newest = newestGroup(position.nextBlock());
        writer = new LogWriter(new BlockWriteStore(database), servers, sequences, backlog, position, newest, clock);
    }

    /** Opens {@code file}, made if absent, and takes up what an earlier process left, however that ended. */
    public static LogStore open(Path file, InstantSource clock) {
        Database database = Database.open(file, Schema.LOGS, clock);
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
            reportDamage("the tail of server " + tail.server(), e);
        }
    }

    private SignatureGroup newestGroup(long nextBlock) {
        long number = SignatureGroup.numberOf(nextBlock);
        var group = new SignatureGroup(number, List.of());
        List<StoredBlock> rows = blocks.between(number * SignatureGroup.SIZE, nextBlock);
        for (StoredBlock row : rows.reversed()) {
            group = group.with(new SignatureGroup.Entry(row.id(), signature(row)));
        }
        return group;
    }

    private long[] signature(StoredBlock row) {
        for (BlockReadStore.Data data : blocks.data(List.of(row))) {
            try {
                BlockText text = codec.open(
                        row.summary().server(),
                        data.meta(),
                        data.text(),
                        row.summary().escapes());
                BlockText shown = row.summary().escapes() ? Escapes.strip(text) : text;
                return Grams.signature(shown.text().array(), shown.text().length());
            } catch (DamagedException e) {
                reportDamage("block " + row.id() + " of server " + row.summary().server(), e);
            }
        }
        return new long[Grams.BITS / Long.SIZE];
    }

    /** Counts and logs what cannot be read. */
    void reportDamage(String what, DamagedException e) {
        damaged.incrementAndGet();
        log.error("{} in the log database is damaged and skipped: {}", what, e.getMessage());
    }

    private ServerLog server(String id) {
        return servers.computeIfAbsent(id, ServerLog::new);
    }

    @Override
    public long append(
            String serverId,
            long run,
            LogSource source,
            LogLevel level,
            long atMillis,
            byte[] buffer,
            int offset,
            int length) {
        if (length > MAX_LINE) {
            throw new IllegalArgumentException("a line of %d bytes, at most %d".formatted(length, MAX_LINE));
        }
        ServerLog server = server(serverId);
        while (true) {
            long sequence =
                    server.append(sequences, backlog, codec, run, source, level, atMillis, buffer, offset, length);
            if (sequence != 0) {
                return sequence;
            }
            backlog.awaitProgress();
        }
    }

    /** Returns once all lines appended before are on disk; fails after 10 s, such as for a full disk. */
    public void flush() {
        if (!backlog.awaitWrite(FLUSH_LIMIT)) {
            throw new ProblemException(new Problem.Unavailable(
                    health().reason().orElse("The log store is too busy or closed: try again")));
        }
    }

    /** How storing goes. */
    public LogStoreHealth health() {
        var failure = writer.failure();
        return new LogStoreHealth(
                failure.isPresent(),
                failure.map(LogWriter.Failure::reason),
                failure.map(LogWriter.Failure::at),
                backlog.blocks(),
                damaged.get());
    }

    /** Stores what is there, then closes the file; who still waits to append gets an exception. */
    @Override
    public void close() {
        writer.close();
        database.close();
        codec.close();
    }
}
