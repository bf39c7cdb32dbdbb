package dev.mcpmanager.web;

import io.javalin.config.Key;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices clients that leave while they wait for an answer. Jetty does not read from a connection then, so after a while
 * this does: the end means that the client has left, anything else is put back. Thread-safe.
 */
final class Departures {
    /** By which routes get them. */
    static final Key<Departures> KEY = new Key<>("departures");

    private static final Logger log = LoggerFactory.getLogger(Departures.class);

    /** Quick answers are not worth the trouble. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    /** Looks until the scheduler stops. */
    void start(Scheduler scheduler) {
        scheduler.schedule(() -> look(scheduler), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(Scheduler scheduler) {
        long now = System.nanoTime();
        watches.removeIf(watch -> watch.lookIfBegunBefore(now - PATIENCE.toNanos()));
        start(scheduler);
    }

    /** Of one request; nothing is watched before {@link Watch#begin}. Thread-safe. */
    final class Watch {
        private final ReentrantLock lock = new ReentrantLock();
        private final Request request;
        private volatile long since;
        private @Nullable Runnable onGone;
        private boolean looking;
        private volatile boolean over;

        Watch(Request request) {
            this.request = request;
        }

        void begin(Runnable whenGone) {
            onGone = whenGone;
            since = System.nanoTime();
            watches.add(this);
            if (over) {
                watches.remove(this);
            }
        }

        /** The answer is complete: whatever is readable from now on is the next request. */
        void end() {
            lock.lock();
            try {
                over = true;
                if (looking && endPoint() instanceof AbstractEndPoint endPoint) {
                    looking = false;
                    endPoint.getFillInterest().fillable();
                }
            } finally {
                lock.unlock();
            }
            // before the next look, as a watch holds all of its call
            watches.remove(this);
        }

        private org.eclipse.jetty.io.EndPoint endPoint() {
            return request.getConnectionMetaData().getConnection().getEndPoint();
        }

        /** Whether it was begun before. */
        boolean lookIfBegunBefore(long nanoTime) {
            boolean begun = since - nanoTime < 0;
            if (begun) {
                look();
            }
            return begun;
        }

        private void look() {
            lock.lock();
            try {
                if (!over) {
                    looking = endPoint().tryFillInterested(Callback.from(this::readable, _ -> gone()));
                }
            } finally {
                lock.unlock();
            }
        }

        private void readable() {
            boolean gone;
            lock.lock();
            try {
                if (over || !looking) {
                    return;
                }
                looking = false;
                gone = hasLeft();
            } finally {
                lock.unlock();
            }
            if (gone) {
                gone();
            }
        }

        private boolean hasLeft() {
            ByteBuffer early = ByteBuffer.allocate(1024);
            early.flip();
            try {
                int filled = endPoint().fill(early);
                if (filled == 0) {
                    look();
                } else if (filled > 0
                        && request.getConnectionMetaData().getConnection() instanceof Connection.UpgradeTo connection) {
                    // the begin of the next request came early
                    connection.onUpgradeTo(early);
                }
                return filled < 0;
            } catch (IOException e) {
                log.debug("a client has left", e);
                return true;
            }
        }

        private void gone() {
            Runnable told = onGone;
            if (!over && told != null) {
                told.run();
            }
        }
    }
}
