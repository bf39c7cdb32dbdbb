package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.Decoded.NotJsonRpc;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;

/**
 * JSON-RPC with one run of a server over its stdin and stdout. Thread-safe, except that one thread at a time brings what
 * the server prints. At most 64 MiB wait to be written.
 */
public final class StdioConnection extends StreamConnection {
    /** Longest message unless said otherwise, in bytes. */
    public static final int MAX_MESSAGE_BYTES = 20 * 1024 * 1024;

    static final int MAX_STRAY_BYTES = 64 * 1024;

    private final ConnectionListener listener;
    private final int maxMessageBytes;
    private final LineFraming framing;
    private final OutgoingLines outgoing;

    /**
     * @param serverName for messages and logs
     * @param stdin written to by a thread of the connection, never closed
     * @param scheduler for time-outs; outlives the connection, and should drop cancelled tasks at once, as nearly every
     *     time-out is cancelled
     */
    public StdioConnection(
            String serverName, OutputStream stdin, ConnectionListener listener, ScheduledExecutorService scheduler) {
        this(serverName, stdin, listener, scheduler, MAX_MESSAGE_BYTES);
    }

    /**
     * Like the other, with a bound of its own.
     *
     * @param maxMessageBytes longest line that is read as a message
     */
    public StdioConnection(
            String serverName,
            OutputStream stdin,
            ConnectionListener listener,
            ScheduledExecutorService scheduler,
            int maxMessageBytes) {
        super(serverName, listener, scheduler);
        this.listener = listener;
        this.maxMessageBytes = maxMessageBytes;
        this.framing = new LineFraming(maxMessageBytes, new Dispatch());
        this.outgoing =
                new OutgoingLines(serverName, stdin, e -> close("does not take its stdin (" + e.getMessage() + ")"));
    }

    /** Takes what the server printed on its stdout; never throws for what it printed. Still works after a close. */
    public void received(byte[] buffer, int offset, int length) {
        framing.received(buffer, offset, length);
    }

    /** The server's stdout ended: takes a last line without an end, then closes. Called like {@link #received}. */
    public void stdoutEnded() {
        // whoever hears the last words must not ask again here
        tellPeer();
        framing.ended();
        close("closed its stdout");
    }

    @Override
    boolean offer(JsonRpcMessage message) {
        listener.sending(message);
        return outgoing.offer(JsonRpcEncoder.encode(message));
    }

    @Override
    String deafness() {
        return "does not read its stdin";
    }

    @Override
    void stop() {
        outgoing.close();
    }

    /** Takes each line to whom it is for. */
    private final class Dispatch implements LineFraming.Lines {

        @Override
        public void line(byte[] buffer, int offset, int length, boolean handedOver) {
            try {
                Decoded decoded = handedOver
                        ? JsonRpcDecoder.decodeOwned(buffer, offset, length)
                        : JsonRpcDecoder.decode(buffer, offset, length);
                switch (decoded) {
                    case JsonRpcMessage message -> {
                        listener.received(message);
                        take(message);
                    }
                    case NotJsonRpc(String reason) -> stray(buffer, offset, length, reason);
                }
            } catch (OutOfMemoryError e) {
                var skipped = new SkippedLine();
                skipped.add(buffer, offset, length);
                oversize(skipped);
            } catch (RuntimeException e) {
                unhandled(e);
            }
        }

        @Override
        public void oversize(SkippedLine line) {
            try {
                listener.oversize(line.length());
                line.id()
                        .ifPresent(id -> failed(
                                id,
                                method -> failure("answered " + method
                                        + " with a message of " + line.length() + " bytes; more than " + maxMessageBytes
                                        + " (setting max-message-size), or than memory allows now, are not read")));
            } catch (RuntimeException e) {
                unhandled(e);
            }
        }

        /** What was to be an answer leaves nobody waiting for one. */
        private void stray(byte[] buffer, int offset, int length, String reason) {
            listener.stray(text(buffer, offset, length), length, reason);
            var line = new SkippedLine();
            line.add(buffer, offset, length);
            line.id()
                    .ifPresent(
                            id -> failed(id, method -> failure("answered " + method + " with a line that " + reason)));
        }

        private static String text(byte[] buffer, int offset, int length) {
            return new String(buffer, offset, Math.min(length, MAX_STRAY_BYTES), StandardCharsets.UTF_8);
        }
    }
}
