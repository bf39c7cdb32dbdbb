package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A log store in memory whose writer can be held up. Thread-safe. */
final class StoredLines implements LogSink, LogHistory {
    private static final long FIRST = 10;
    private static final long STEP = 3;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<LogLine> lines = new ArrayList<>();
    private final Map<String, RecentLines> recent = new HashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private int room = Integer.MAX_VALUE;

    /** Takes so many lines more, and then none. */
    void setRoom(int count) {
        lock.lock();
        try {
            room = count;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<LogLine> all() {
        return after(Optional.empty(), 0, Integer.MAX_VALUE);
    }

    /** How often lines were read as by {@link LogHistory}. */
    int reads() {
        return reads.get();
    }

    List<String> messages() {
        return all().stream().map(LogLine::message).toList();
    }

    @Override
    public RecentLines recent(String serverId) {
        lock.lock();
        try {
            return recent.computeIfAbsent(serverId, RecentLines::new);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long next() {
        lock.lock();
        try {
            return FIRST + STEP * lines.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Iterator<LogLine> after(Optional<String> serverId, long sequence) {
        reads.incrementAndGet();
        return after(serverId, sequence, Integer.MAX_VALUE).iterator();
    }

    List<LogLine> after(Optional<String> serverId, long sequence, int limit) {
        lock.lock();
        try {
            int first = Math.clamp((sequence - FIRST) / STEP + 1, 0, lines.size());
            return lines.subList(sequence < FIRST ? 0 : first, lines.size()).stream()
                    .filter(line -> serverId.isEmpty() || serverId.get().equals(line.serverId()))
                    .limit(limit)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void forget(String serverId) {
        throw new UnsupportedOperationException();
    }

    /** Takes one line at a time, as their sequences differ by more than one. */
    @Override
    public Taken offer(String serverId, LineBatch batch, int first, Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (room == 0) {
                if (left <= 0) {
                    return Taken.NONE;
                }
                left = changed.awaitNanos(left);
            }
            room--;
            long sequence = FIRST + STEP * lines.size();
            int start = batch.start(first);
            recent.computeIfAbsent(serverId, RecentLines::new).add(sequence, batch, first, first + 1);
            lines.add(new LogLine(
                    serverId,
                    sequence,
                    batch.run(),
                    batch.source(),
                    batch.level(first),
                    Instant.ofEpochMilli(batch.atMillis()),
                    new String(batch.text(), start, batch.start(first + 1) - start, UTF_8)));
            return new Taken(sequence, 1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            lock.unlock();
        }
    }
}
