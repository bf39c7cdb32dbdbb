package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.runtime.RunOutput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stdin, stdout and stderr of a container over one connection, of which the engine frames the latter two: a byte that
 * says which, three of zero, the length in four, the content. Thread-safe; one thread of its own delivers both outputs.
 */
final class AttachedStreams {
    private static final Logger log = LoggerFactory.getLogger(AttachedStreams.class);
    private static final int STDERR = 2;
    private static final int FIRST_BUFFER = 16 << 10;
    private static final int LARGEST_BUFFER = 64 << 10;

    private final String name;
    private final Exchange exchange;
    private final RunOutput output;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /**
     * @param name of the server, for the log
     * @param exchange upgraded; closed by this
     */
    AttachedStreams(String name, Exchange exchange, RunOutput output) {
        this.name = name;
        this.exchange = exchange;
        this.output = output;
    }

    void start() {
        Thread.ofVirtual().name(name + " output").start(this::deliver);
    }

    /** Writes block while the server does not read, until {@link #endInput} or {@link #close}. */
    OutputStream stdin() {
        return exchange.output();
    }

    /** The server reads the end of its stdin; what it prints still arrives. */
    void endInput() {
        try {
            exchange.endOutput();
        } catch (IOException e) {
            log.debug("{}: stdin is closed already: {}", name, e.getMessage());
        }
    }

    /** Waits until all that was printed was delivered, and says whether it was. */
    boolean awaitEnd(Duration limit) {
        ended.copy()
                .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return ended.isDone();
    }

    /** Ends both directions; what was not read yet is lost. */
    void close() {
        try {
            exchange.close();
        } catch (IOException e) {
            log.debug("{}: the connection to the container is closed already: {}", name, e.getMessage());
        }
    }

    private void deliver() {
        byte[] buffer = new byte[FIRST_BUFFER];
        try (var in = new DataInputStream(exchange.body())) {
            while (true) {
                int stream = in.readByte();
                in.skipNBytes(3);
                long left = Integer.toUnsignedLong(in.readInt());
                if (left > buffer.length && buffer.length < LARGEST_BUFFER) {
                    buffer = new byte[LARGEST_BUFFER];
                }
                while (left > 0) {
                    int length = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                    if (length < 0) {
                        throw new EOFException("within a frame");
                    }
                    deliver(stream, buffer, length);
                    left -= length;
                }
            }
        } catch (EOFException e) {
            log.debug("{}: output ended", name);
        } catch (IOException e) {
            log.debug("{}: output ended: {}", name, e.getMessage());
        } finally {
            output.stdoutClosed();
            output.stderrClosed();
            ended.complete(null);
        }
    }

    private void deliver(int stream, byte[] buffer, int length) {
        try {
            if (stream == STDERR) {
                output.stderr(buffer, 0, length);
            } else {
                output.stdout(buffer, 0, length);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            // the server must not be blocked because its output could not be handled
            log.error("{}: {} bytes were lost", name, length, e);
        }
    }
}
