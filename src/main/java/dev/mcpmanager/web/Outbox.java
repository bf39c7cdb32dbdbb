package dev.mcpmanager.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be sent to one live client: at most {@code capacity} messages, and in place of those that did not fit, a
 * gap with their exact count. Thread-safe.
 */
final class Outbox {

    /** What is to be sent next. */
    sealed interface Outgoing {
        record Message(String json) implements Outgoing {}

        record Gap(long missed) implements Outgoing {}

        /** Nothing came in time. */
        record Silence() implements Outgoing {}

        /** The outbox was closed. */
        record End() implements Outgoing {}
    }

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final Deque<Outgoing> waiting = new ArrayDeque<>();
    private boolean closed;

    Outbox(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a message; false if it did not fit, and nothing was done. */
    boolean offer(String json) {
        lock.lock();
        try {
            if (closed || waiting.size() >= capacity) {
                return false;
            }
            waiting.addLast(new Outgoing.Message(json));
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until fewer than {@code few} messages wait, or the outbox was closed. */
    void awaitRoom(int few) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.size() >= few && !closed) {
                drained.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds a message once fewer than {@code few} wait; false if the outbox was closed. */
    boolean put(String json, int few) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitRoom(few);
            return offer(json);
        } finally {
            lock.unlock();
        }
    }

    /** Adds a gap, or makes the one at the end larger. */
    void missed(long count) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (waiting.peekLast() instanceof Outgoing.Gap(long before)) {
                waiting.removeLast();
                waiting.addLast(new Outgoing.Gap(before + count));
            } else {
                waiting.addLast(new Outgoing.Gap(count));
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes what is next, waiting at most {@code patience} for it. */
    Outgoing take(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (waiting.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                return new Outgoing.End();
            }
            Outgoing next = waiting.poll();
            drained.signal();
            return next == null ? new Outgoing.Silence() : next;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what waits; from now on there is nothing but {@link Outgoing.End}. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            changed.signal();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
