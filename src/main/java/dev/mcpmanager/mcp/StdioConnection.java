package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.Decoded.NotJsonRpc;
import dev.mcpmanager.mcp.InFlightRequests.Pending;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON-RPC with one run of a server over its stdin and stdout. Thread-safe, except that one thread at a time brings what
 * the server prints. At most 64 MiB wait to be written.
 */
public final class StdioConnection implements McpConnection {
    /** Longest message unless said otherwise, in bytes. */
    public static final int MAX_MESSAGE_BYTES = 20 * 1024 * 1024;

    static final int MAX_STRAY_BYTES = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(StdioConnection.class);

    private final String serverName;
    private final ConnectionListener listener;
    private final ScheduledExecutorService scheduler;
    private final int maxMessageBytes;
    private final LineFraming framing;
    private final OutgoingLines outgoing;
    private final InFlightRequests inFlight;
    private volatile @Nullable Peer peer;
    /** Whether the peer was told. */
    private final AtomicBoolean ending = new AtomicBoolean();

    private final AtomicBoolean closed = new AtomicBoolean();
    private final Occurrences dropped = new Occurrences();
    private final Occurrences failures = new Occurrences();

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
        this.serverName = serverName;
        this.listener = listener;
        this.scheduler = scheduler;
        this.maxMessageBytes = maxMessageBytes;
        this.framing = new LineFraming(maxMessageBytes, new Dispatch());
        this.outgoing =
                new OutgoingLines(serverName, stdin, e -> close("does not take its stdin (" + e.getMessage() + ")"));
        this.inFlight = new InFlightRequests(serverName);
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

    /**
     * Fails at once what is in flight and whatever is asked from now on, with {@link Problem.UpstreamFailed}. Only the
     * first call counts.
     *
     * @param reason what the server did or what happened to it, such as {@code exited with code 1} or {@code was stopped}
     */
    public void close(String reason) {
        if (closed.compareAndSet(false, true)) {
            outgoing.close();
            tellPeer();
            inFlight.close(reason);
        }
    }

    private void tellPeer() {
        Peer attached = peer;
        if (ending.compareAndSet(false, true) && attached != null) {
            attached.closed();
        }
    }

    @Override
    public long forward(String method, LongFunction<Optional<RawJson>> params, AnswerListener listener) {
        Pending pending = inFlight.begin(method, listener);
        var request = new Request(new JsonRpcId.Int(pending.id()), method, params.apply(pending.id()));
        if (!outgoing.offer(JsonRpcEncoder.encode(request))) {
            inFlight.forget(pending.id());
            throw new ProblemException(
                    new Problem.Unavailable("server " + serverName + " does not read its stdin; try again later"));
        }
        return pending.id();
    }

    @Override
    public void cancel(long id, String reason) {
        if (inFlight.forget(id)) {
            send(Protocol.cancelled(id, reason));
        }
    }

    @Override
    public boolean cancel(long id, String reason, AnswerListener listener) {
        boolean waited = inFlight.replace(id, listener);
        if (waited) {
            send(Protocol.cancelled(id, reason));
        }
        return waited;
    }

    @Override
    public boolean forget(long id) {
        return inFlight.forget(id);
    }

    @Override
    public Optional<AnswerListener> waiting(long id) {
        return inFlight.listener(id);
    }

    @Override
    public Stream<AnswerListener> waiting() {
        return inFlight.listeners();
    }

    @Override
    public void attach(Peer peer) {
        this.peer = peer;
        if (ending.get()) {
            peer.closed();
        }
    }

    /** Answers to no request that waited: unknown, late or repeated ones. */
    public long unmatchedAnswers() {
        return inFlight.unmatched();
    }

    /** How many requests wait for an answer. */
    public int inFlight() {
        return inFlight.size();
    }

    /** Like {@link #request}, but waits until the connection closes and never tells the server to stop. */
    CompletableFuture<Response> requestWithoutEnd(String method, RawJson params) {
        var answer = new CompletableFuture<Response>();
        try {
            long id = forward(method, _ -> Optional.of(params), new FutureAnswer(answer));
            var _ = answer.whenComplete((_, _) -> inFlight.forget(id));
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
        return answer;
    }

    @Override
    public CompletableFuture<Response> request(String method, RawJson params, Duration timeout) {
        return FutureAnswer.to(method, params, this, timeout, scheduler);
    }

    Future<?> schedule(Duration delay, Runnable task) {
        return scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public String serverName() {
        return serverName;
    }

    @Override
    public String redacted(String words) {
        return listener.redacted(words);
    }

    @Override
    public void send(JsonRpcMessage message) {
        if (!outgoing.offer(JsonRpcEncoder.encode(message)) && dropped.another()) {
            log.warn("server {} does not read its stdin: message dropped, number {}", serverName, dropped.count());
        }
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
                    case Result result -> inFlight.answered(Optional.of(result.id()), result);
                    case Failure failure -> inFlight.answered(failure.id(), failure);
                    case Notification notification -> notified(notification);
                    case Request request
                    when request.method().equals("ping") -> send(new Result(request.id(), RawJson.EMPTY_OBJECT));
                    case Request request -> requested(request);
                    case NotJsonRpc(String reason) -> stray(buffer, offset, length, reason);
                }
            } catch (OutOfMemoryError e) {
                var skipped = new SkippedLine();
                skipped.add(buffer, offset, length);
                oversize(skipped);
            } catch (RuntimeException e) {
                failed(e);
            }
        }

        @Override
        public void oversize(SkippedLine line) {
            try {
                listener.oversize(line.length());
                line.id()
                        .ifPresent(id -> inFlight.failed(
                                id,
                                method -> failure("answered " + method
                                        + " with a message of " + line.length() + " bytes; more than " + maxMessageBytes
                                        + " (setting max-message-size), or than memory allows now, are not read")));
            } catch (RuntimeException e) {
                failed(e);
            }
        }

        /** What was to be an answer leaves nobody waiting for one. */
        private void stray(byte[] buffer, int offset, int length, String reason) {
            listener.stray(text(buffer, offset, length), length, reason);
            var line = new SkippedLine();
            line.add(buffer, offset, length);
            line.id()
                    .ifPresent(id -> inFlight.failed(
                            id, method -> failure("answered " + method + " with a line that " + reason)));
        }

        private void notified(Notification notification) {
            listener.notified(notification);
            Peer attached = peer;
            if (attached != null) {
                attached.notified(notification, Optional.empty());
            }
        }

        private void requested(Request request) {
            Peer attached = peer;
            if (attached == null) {
                send(ErrorObject.methodNotFound(request));
            } else {
                attached.requested(request, Optional.empty());
            }
        }

        private void failed(RuntimeException e) {
            if (failures.another()) {
                log.error("server {}: line could not be handled, number {}", serverName, failures.count(), e);
            }
        }

        private static String text(byte[] buffer, int offset, int length) {
            return new String(buffer, offset, Math.min(length, MAX_STRAY_BYTES), StandardCharsets.UTF_8);
        }
    }
}
