package dev.mcpmanager.logs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lines of one server that are in memory: its open block and the sealed ones that wait for the writer. Thread-safe.
 * Whoever appends the line that does not fit seals the block, so that sealing uses as many cores as there are writers.
 */
final class ServerLog {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<SealedBlock> sealed = new ArrayDeque<>();
    private int taken;
    private final RecentLines recent;
    private OpenBlock open;
    /** Whether lines of the open block waited through the last call for increments. */
    private boolean waited;

    ServerLog(String server) {
        open = OpenBlock.first(server);
        recent = new RecentLines(server);
    }

    /** The latest lines: among them all that got their sequences before this call, unless later ones came. */
    RecentLines recent() {
        lock.lock();
        try {
            return recent;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the batch's lines from {@code first} on that fit; none if the caller has to wait for the writer first. */
    LogSink.Taken append(Sequences sequences, Backlog backlog, BlockCodec codec, LineBatch batch, int first) {
        lock.lock();
        try {
            int end = open.room(batch, first);
            if (end == first) {
                if (!backlog.tryAdd()) {
                    return LogSink.Taken.NONE;
                }
                seal(codec);
                end = open.room(batch, first);
            }
            long sequence = sequences.take(end - first);
            if (sequence == 0) {
                return LogSink.Taken.NONE;
            }
            open.add(sequence, batch, first, end);
            recent.add(sequence, batch, first, end);
            return new LogSink.Taken(sequence, end - first);
        } finally {
            lock.unlock();
        }
    }

    private void seal(BlockCodec codec) {
        sealed.add(codec.seal(open));
        open = open.next();
        waited = false;
    }

    /** Seals the open block if its newest line is older than {@code cutoff}; false if the backlog has no room. */
    boolean sealOlderThan(long cutoff, Backlog backlog, BlockCodec codec) {
        lock.lock();
        try {
            if (!open.isEmpty() && open.lastAt() < cutoff) {
                if (!backlog.tryAdd()) {
                    return false;
                }
                seal(codec);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Puts back a line of the tail. */
    void restore(LineCursor line, byte[] text) {
        lock.lock();
        try {
            var batch = new LineBatch(line.run(), line.source());
            batch.clear(line.at());
            batch.add(line.level(), text, line.start(), line.end() - line.start());
            open.add(line.sequence(), batch, 0, 1);
            recent.add(line.sequence(), batch, 0, 1);
            open.skipIncrement();
        } finally {
            lock.unlock();
        }
    }

    /** What to take of open blocks. */
    enum Increments {
        NONE,
        /** What has waited through one call before: blocks that fill sooner are never written twice. */
        WAITING,
        ALL
    }

    /** Adds to {@code batch} what was not yet taken. */
    void take(WriteBatch batch, Increments increments) {
        lock.lock();
        try {
            batch.add(this, sealed.stream().skip(taken).toList());
            taken = sealed.size();
            if (increments != Increments.NONE && open.hasGained()) {
                boolean due = waited || increments == Increments.ALL;
                if (due) {
                    batch.add(open.takeIncrement());
                }
                waited = !due;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The oldest {@code count} of the taken blocks are in the database now. */
    void stored(int count) {
        lock.lock();
        try {
            for (int i = 0; i < count; i++) {
                sealed.remove();
            }
            taken -= count;
        } finally {
            lock.unlock();
        }
    }

    /** What is in memory now. */
    Snapshot snapshot() {
        lock.lock();
        try {
            return new Snapshot(
                    List.copyOf(sealed),
                    open.isEmpty() ? List.of() : List.of(new Unsealed(open.summary(true), open.share())));
        } finally {
            lock.unlock();
        }
    }

    /** An open block as it was. Immutable. */
    record Unsealed(BlockSummary summary, BlockText text) {}

    /**
     * The blocks of a server in memory. Immutable.
     *
     * @param sealed oldest first
     * @param open none or one
     */
    record Snapshot(List<SealedBlock> sealed, List<Unsealed> open) {

        /** The lowest sequence in memory: the database's blocks that begin there or later are in memory, too. */
        long firstSequence(long ifEmpty) {
            var summaries = new ArrayList<BlockSummary>();
            sealed.forEach(block -> summaries.add(block.summary()));
            open.forEach(block -> summaries.add(block.summary()));
            return summaries.isEmpty() ? ifEmpty : summaries.getFirst().firstSequence();
        }
    }
}
