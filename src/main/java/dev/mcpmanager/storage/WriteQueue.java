package dev.mcpmanager.storage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for the writer's thread, at most {@value #CAPACITY} tasks, in order; thread-safe. */
final class WriteQueue {
    static final int CAPACITY = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Queue<WriteTask> tasks = new ArrayDeque<>();
    private boolean closed;

    /** Whether the task was taken: not when the queue is closed, or stays full for {@code wait}. */
    boolean offer(WriteTask task, Duration wait) {
        lock.lock();
        try {
            long nanos = wait.toNanos();
            while (tasks.size() >= CAPACITY && nanos > 0 && !closed) {
                nanos = notFull.awaitNanos(nanos);
            }
            if (closed || tasks.size() >= CAPACITY) {
                return false;
            }
            tasks.add(task);
            notEmpty.signal();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for tasks and removes up to {@code limit}; empty once the queue is closed and all were taken. */
    List<WriteTask> take(int limit) {
        lock.lock();
        try {
            while (tasks.isEmpty() && !closed) {
                notEmpty.awaitUninterruptibly();
            }
            var batch = new ArrayList<WriteTask>();
            while (batch.size() < limit && !tasks.isEmpty()) {
                batch.add(tasks.remove());
            }
            notFull.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            notEmpty.signalAll();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
