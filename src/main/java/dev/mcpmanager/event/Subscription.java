package dev.mcpmanager.event;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One subscriber's bounded queue and the virtual thread that empties it; thread-safe. */
public final class Subscription<E extends Event> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Subscription.class);

    private final Class<E> type;
    private final int capacity;
    private final Subscriber<E> subscriber;
    private final Consumer<Subscription<?>> onClose;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<E> queue = new ArrayDeque<>();
    private long missed;
    private boolean closed;

    Subscription(Class<E> type, int capacity, Subscriber<E> subscriber, Consumer<Subscription<?>> onClose) {
        this.type = type;
        this.capacity = capacity;
        this.subscriber = subscriber;
        this.onClose = onClose;
        Thread.ofVirtual().name("events-" + type.getSimpleName()).start(this::drain);
    }

    void offer(Event event) {
        if (!type.isInstance(event)) {
            return;
        }
        lock.lock();
        try {
            if (closed) {
                return;
            }
            // after a gap nothing is taken before it was told, or it would stand in the wrong place, or never be told
            if (missed > 0 || queue.size() >= capacity) {
                missed++;
            } else {
                queue.add(type.cast(event));
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void drain() {
        while (true) {
            E event;
            long gap;
            lock.lock();
            try {
                while (queue.isEmpty() && missed == 0 && !closed) {
                    changed.awaitUninterruptibly();
                }
                if (closed) {
                    return;
                }
                event = queue.poll();
                // what was missed came after everything queued, so it is told once the queue is empty
                gap = queue.isEmpty() ? missed : 0;
                if (gap > 0) {
                    missed = 0;
                }
            } finally {
                lock.unlock();
            }
            deliver(event, gap);
        }
    }

    private void deliver(@Nullable E event, long gap) {
        try {
            if (event != null) {
                subscriber.received(event);
            }
            if (gap > 0) {
                subscriber.missed(gap);
            }
        } catch (RuntimeException e) {
            log.error("subscriber to {} failed", type.getSimpleName(), e);
        }
    }

    /** Ends delivery; events that still wait are dropped. */
    @Override
    public void close() {
        onClose.accept(this);
        lock.lock();
        try {
            closed = true;
            queue.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
