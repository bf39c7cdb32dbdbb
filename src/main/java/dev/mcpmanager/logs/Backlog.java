package dev.mcpmanager.logs;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the sealed blocks that wait for the writer, at most {@value #CAPACITY}, and lets both sides wait. Thread-safe. */
final class Backlog {
    /** Few, as what lives through collections of the young generation fills the heap up to -Xmx. */
    static final int CAPACITY = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private int blocks;
    /** Whether a write shall begin now, and whether it shall leave nothing. */
    private boolean urgent;

    private boolean everything;
    private boolean closed;
    private long begun;
    private long ended;

    /** Makes room for a block, if there is room. */
    boolean tryAdd() {
        lock.lock();
        try {
            if (blocks >= CAPACITY || closed) {
                return false;
            }
            blocks++;
            if (blocks == CAPACITY / 2) {
                work.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the writer ends a write; whether it did within {@code nanos}. Not at all once closed: throws.
     *
     * @param nanos how long to wait, in nanoseconds
     */
    boolean awaitProgress(long nanos) {
        lock.lock();
        try {
            long seen = ended;
            long left = nanos;
            while (ended == seen && left > 0) {
                requireOpen();
                urgent = true;
                work.signal();
                left = progress.awaitNanos(left);
            }
            return ended != seen;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a capture", e);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new ProblemException(new Problem.Unavailable("The log store is closed: start the manager again"));
        }
    }

    /** Waits for a write that begins after now to end; whether it did within {@code limit}. */
    boolean awaitWrite(Duration limit) {
        lock.lock();
        try {
            long target = begun + 1;
            long nanos = limit.toNanos();
            while (ended < target && nanos > 0 && !closed) {
                urgent = true;
                everything = true;
                work.signal();
                nanos = progress.awaitNanos(nanos);
            }
            return ended >= target;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for {@code limit} or until there is much to write; whether the store is still open. */
    boolean awaitWork(Duration limit) {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (nanos > 0 && blocks < CAPACITY / 2 && !urgent && !closed) {
                nanos = work.awaitNanos(nanos);
            }
            return !closed;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the writer", e);
        } finally {
            lock.unlock();
        }
    }

    /** A write begins; whether somebody waits for all lines, rather than for room. */
    boolean begin() {
        lock.lock();
        try {
            boolean awaited = everything;
            urgent = false;
            everything = false;
            begun++;
            return awaited;
        } finally {
            lock.unlock();
        }
    }

    /** A write ended that took {@code written} blocks. */
    void end(int written) {
        lock.lock();
        try {
            blocks -= written;
            ended = begun;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits before the next attempt; whether the store is still open. */
    boolean pause(Duration duration) {
        lock.lock();
        try {
            long nanos = duration.toNanos();
            while (nanos > 0 && !closed) {
                nanos = work.awaitNanos(nanos);
            }
            return !closed;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the writer", e);
        } finally {
            lock.unlock();
        }
    }

    int blocks() {
        lock.lock();
        try {
            return blocks;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
