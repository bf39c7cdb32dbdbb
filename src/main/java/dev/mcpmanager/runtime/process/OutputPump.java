package dev.mcpmanager.runtime.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what a run prints to one of its streams from the pipe to a sink, on a platform thread of its own (a read of a
 * pipe would pin a virtual thread's carrier), 16 KiB at a time, 64 KiB once it prints much. Thread-safe.
 */
final class OutputPump {
    private static final Logger log = LoggerFactory.getLogger(OutputPump.class);
    private static final int FIRST_BUFFER = 16 << 10;
    /** As much as a pipe holds: the writer is woken once for all of it. */
    private static final int LARGEST_BUFFER = 64 << 10;

    private static final long STACK_BYTES = 256 << 10;
    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final String name;
    private final FileInputStream in;
    private final Sink sink;
    private final Runnable closed;
    private final Thread thread;
    private volatile boolean finishing;

    /** Where the bytes go; as the methods of {@link dev.mcpmanager.runtime.RunOutput}. */
    @FunctionalInterface
    interface Sink {
        void accept(byte[] buffer, int offset, int length);
    }

    /**
     * @param name of the stream, for the log
     * @param in closed by this
     * @param closed called after the last byte
     */
    OutputPump(String name, FileInputStream in, Sink sink, Runnable closed) {
        this.name = name;
        this.in = in;
        this.sink = sink;
        this.closed = closed;
        this.thread =
                Thread.ofPlatform().name(name).daemon().stackSize(STACK_BYTES).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Instead of {@link #start}. */
    void abandon() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a pipe cannot be closed", e);
        }
    }

    /**
     * To be called when nothing of the run lives: waits until all that is in the pipe was delivered, or 200 ms; a
     * slower sink gets the rest later. Does not wait for the pipe's end, which never comes when a stranger holds it.
     */
    void finish() {
        finishing = true;
        try {
            if (!thread.join(LAST_WORDS) && isDrained()) {
                in.getChannel().close();
                thread.join(LAST_WORDS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a pipe cannot be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDrained() {
        try {
            return in.available() == 0;
        } catch (IOException e) {
            // the thread has closed it a moment ago
            return true;
        }
    }

    private void run() {
        byte[] buffer = new byte[FIRST_BUFFER];
        try (in) {
            FileChannel channel = in.getChannel();
            while (!finishing || in.available() > 0) {
                int length = channel.read(ByteBuffer.wrap(buffer));
                if (length < 0) {
                    break;
                }
                deliver(buffer, length);
                if (length == buffer.length && length < LARGEST_BUFFER) {
                    buffer = new byte[LARGEST_BUFFER];
                }
            }
        } catch (AsynchronousCloseException e) {
            log.debug("{}: held open by a process that is not the server's", name);
        } catch (IOException e) {
            log.warn("{}: cannot be read any more: {}", name, e.getMessage());
        } finally {
            closed.run();
        }
    }

    private void deliver(byte[] buffer, int length) {
        try {
            sink.accept(buffer, 0, length);
        } catch (RuntimeException | OutOfMemoryError e) {
            // the server must not be blocked, or ended by SIGPIPE, because its output could not be handled
            log.error("{}: {} bytes were lost", name, length, e);
        }
    }
}
