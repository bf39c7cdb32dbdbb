package dev.mcpmanager.logs;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Wakes those who wait for new lines; costs next to nothing while nobody waits. Thread-safe. */
final class News {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();

    /** To be called after something has changed of what others may wait for. */
    void tell() {
        if (waiting.get() == 0) {
            return;
        }
        lock.lock();
        try {
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void await(BooleanSupplier changed) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting.incrementAndGet();
            while (!changed.getAsBoolean()) {
                arrived.await();
            }
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }
}
