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

    /** The line's sequence; 0 if the caller has to wait for the writer first. */
    long append(
            Sequences sequences,
            Backlog backlog,
            BlockCodec codec,
            long run,
            LogSource source,
            LogLevel level,
            long at,
            byte[] buffer,
            int offset,
            int length) {
        lock.lock();
        try {
            if (!open.hasRoom(length)) {
                if (!backlog.tryAdd()) {
                    return 0;
                }
                seal(codec);
            }
            long sequence = sequences.take();
            if (sequence != 0) {
                open.add(sequence, run, source, level, at, buffer, offset, length);
                recent.add(sequence, run, source, level, at, buffer, offset, length);
            }
            return sequence;
        } finally {
            lock.unlock();
        }
    }

    private void seal(BlockCodec codec) {
        sealed.add(codec.seal(open));
        open = open.next();
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
            open.add(
                    line.sequence(),
                    line.run(),
                    line.source(),
                    line.level(),
                    line.at(),
                    text,
                    line.start(),
                    line.end() - line.start());
            recent.add(
                    line.sequence(),
                    line.run(),
                    line.source(),
                    line.level(),
                    line.at(),
                    text,
                    line.start(),
                    line.end() - line.start());
            open.skipIncrement();
        } finally {
            lock.unlock();
        }
    }

    /** Adds to {@code batch} what was not yet taken. */
    void take(WriteBatch batch, boolean increments) {
        lock.lock();
        try {
            batch.add(this, sealed.stream().skip(taken).toList());
            taken = sealed.size();
            if (increments && open.hasGained()) {
                batch.add(open.takeIncrement());
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
                    open.isEmpty() ? List.of() : List.of(new Unsealed(open.summary(true), open.text())));
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
