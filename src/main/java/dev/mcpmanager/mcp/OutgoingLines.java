package dev.mcpmanager.mcp;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The bounded queue before a server's stdin, and the one thread that empties it; thread-safe. At most 64 MiB wait, or one
 * line that is longer. The thread is a platform thread, started by the first line, as a server that does not read blocks
 * it for as long as the pipe lives.
 */
final class OutgoingLines {
    static final long MAX_WAITING_BYTES = 64L * 1024 * 1024;
    private static final int BUFFER_SIZE = 64 * 1024;

    private final String serverName;
    private final OutputStream stdin;
    private final Consumer<IOException> onFailure;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<EncodedMessage> waiting = new ArrayList<>();
    /** Of all lines that are not yet written, those being written included. */
    private long unwrittenBytes;

    private boolean started;
    private boolean closed;

    /** @param onFailure told once, on the writing thread if there is one, when stdin can not be written to */
    OutgoingLines(String serverName, OutputStream stdin, Consumer<IOException> onFailure) {
        this.serverName = serverName;
        this.stdin = new BufferedOutputStream(stdin, BUFFER_SIZE);
        this.onFailure = onFailure;
    }

    /** Whether there was room; a line offered after the close is taken and dropped. */
    boolean offer(EncodedMessage line) {
        lock.lock();
        try {
            if (closed) {
                return true;
            }
            if (unwrittenBytes > 0 && unwrittenBytes + line.length() > MAX_WAITING_BYTES) {
                return false;
            }
            waiting.add(line);
            unwrittenBytes += line.length();
            changed.signal();
            if (!started) {
                started = true;
                startThread();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void startThread() {
        try {
            Thread.ofPlatform().daemon().name("stdin-" + serverName).start(this::drain);
        } catch (OutOfMemoryError e) {
            onFailure.accept(new IOException("no more threads can be made", e));
        }
    }

    /** Drops what waits and ends the thread as soon as it is not blocked; stdin itself stays open. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting = List.of();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void drain() {
        try {
            List<EncodedMessage> batch = take();
            while (!batch.isEmpty()) {
                long written = 0;
                for (EncodedMessage line : batch) {
                    line.writeTo(stdin);
                    written += line.length();
                }
                stdin.flush();
                wrote(written);
                batch = take();
            }
        } catch (IOException e) {
            onFailure.accept(e);
        }
    }

    /** Waits for lines; none means closed. */
    private List<EncodedMessage> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<EncodedMessage> batch = waiting;
            waiting = closed ? List.of() : new ArrayList<>();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void wrote(long bytes) {
        lock.lock();
        try {
            unwrittenBytes -= bytes;
        } finally {
            lock.unlock();
        }
    }
}
