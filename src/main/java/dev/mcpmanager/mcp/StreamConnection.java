package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.InFlightRequests.Pending;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON-RPC with a server all of whose messages come on one stream, in order: over stdio, and over HTTP with server-sent
 * events as in 2024-11-05. Thread-safe, except that one thread at a time brings what the server says.
 */
public abstract sealed class StreamConnection implements McpConnection permits StdioConnection, SseConnection {
    private static final Logger log = LoggerFactory.getLogger(StreamConnection.class);

    private final String serverName;
    private final ConnectionListener listener;
    private final ScheduledExecutorService scheduler;
    private final InFlightRequests inFlight;
    private volatile @Nullable Peer peer;
    /** Whether the peer was told. */
    private final AtomicBoolean ending = new AtomicBoolean();

    private final AtomicBoolean closed = new AtomicBoolean();
    private final Occurrences dropped = new Occurrences();
    private final Occurrences failures = new Occurrences();

    StreamConnection(String serverName, ConnectionListener listener, ScheduledExecutorService scheduler) {
        this.serverName = serverName;
        this.listener = listener;
        this.scheduler = scheduler;
        this.inFlight = new InFlightRequests(serverName);
    }

    /** Begins to send a message, without blocking; false if too much waits to be sent. */
    abstract boolean offer(JsonRpcMessage message);

    /** What a server does that does not take messages, such as {@code does not read its stdin}. */
    abstract String deafness();

    /** Sends and reads nothing more. */
    abstract void stop();

    /**
     * Fails at once what is in flight and whatever is asked from now on, with {@link Problem.UpstreamFailed}. Only the
     * first call counts.
     *
     * @param reason what the server did or what happened to it, such as {@code exited with code 1} or {@code was stopped}
     */
    public final void close(String reason) {
        if (closed.compareAndSet(false, true)) {
            stop();
            tellPeer();
            inFlight.close(reason);
        }
    }

    final boolean isClosed() {
        return closed.get();
    }

    final void tellPeer() {
        Peer attached = peer;
        if (ending.compareAndSet(false, true) && attached != null) {
            attached.closed();
        }
    }

    @Override
    public final long forward(String method, LongFunction<Optional<RawJson>> params, AnswerListener answers) {
        Pending pending = inFlight.begin(method, answers);
        var request = new Request(new JsonRpcId.Int(pending.id()), method, params.apply(pending.id()));
        if (!offer(request)) {
            inFlight.forget(pending.id());
            throw new ProblemException(
                    new Problem.Unavailable("server " + serverName + " " + deafness() + "; try again later"));
        }
        return pending.id();
    }

    @Override
    public final void cancel(long id, String reason) {
        if (inFlight.forget(id)) {
            send(Protocol.cancelled(id, reason));
        }
    }

    @Override
    public final boolean cancel(long id, String reason, AnswerListener answers) {
        boolean waited = inFlight.replace(id, answers);
        if (waited) {
            send(Protocol.cancelled(id, reason));
        }
        return waited;
    }

    @Override
    public final boolean forget(long id) {
        return inFlight.forget(id);
    }

    @Override
    public final Optional<AnswerListener> waiting(long id) {
        return inFlight.listener(id);
    }

    @Override
    public final Stream<AnswerListener> waiting() {
        return inFlight.listeners();
    }

    @Override
    public final void attach(Peer attached) {
        peer = attached;
        if (ending.get()) {
            attached.closed();
        }
    }

    /** Like {@link #request}, but waits until the connection closes and never tells the server to stop. */
    final CompletableFuture<Response> requestWithoutEnd(String method, RawJson params) {
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
    public final CompletableFuture<Response> request(String method, RawJson params, Duration timeout) {
        return FutureAnswer.to(method, params, this, timeout, scheduler);
    }

    final Future<?> schedule(Duration delay, Runnable task) {
        return scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public final boolean hasStreamOfEachRequest() {
        return false;
    }

    @Override
    public final String serverName() {
        return serverName;
    }

    @Override
    public final String redacted(String words) {
        return listener.redacted(words);
    }

    @Override
    public final void send(JsonRpcMessage message) {
        if (!offer(message) && dropped.another()) {
            log.warn("server {} {}: message dropped, number {}", serverName, deafness(), dropped.count());
        }
    }

    /** Takes a message to whom it is for; what goes wrong with it is thrown. */
    final void take(JsonRpcMessage message) {
        switch (message) {
            case Result result -> inFlight.answered(Optional.of(result.id()), result);
            case Failure failure -> inFlight.answered(failure.id(), failure);
            case Notification notification -> notified(notification);
            case Request request
            when request.method().equals("ping") -> send(new Result(request.id(), RawJson.EMPTY_OBJECT));
            case Request request -> requested(request);
        }
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

    /** No answer can come to the request, if it waits. */
    final void failed(long id, Function<String, ProblemException> reason) {
        inFlight.failed(id, reason);
    }

    /** What the server said could not be handled. */
    final void unhandled(RuntimeException e) {
        if (failures.another()) {
            log.error("server {}: a message could not be handled, number {}", serverName, failures.count(), e);
        }
    }
}
