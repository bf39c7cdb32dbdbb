package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * JSON-RPC with one run of a server, for the manager and for the clients that share the connection. Thread-safe. At most
 * 10,000 requests are in flight.
 *
 * <p>Listeners are called, and futures complete, on the thread that brought the answer, the time-out or the close: what
 * depends on them must not block, or must move to a thread of its own.
 */
public sealed interface McpConnection permits StreamConnection, HttpConnection {

    /**
     * Sends a request whose outcome goes to {@code listener}, however long it takes.
     *
     * @param params made for the request's id, which nothing else to this run has had or will have
     * @return the id
     * @throws ProblemException {@link Problem.UpstreamFailed} if the connection is closed, {@link Problem.Unavailable} if
     *     too much is under way; then the listener hears nothing
     */
    long forward(String method, LongFunction<Optional<RawJson>> params, AnswerListener listener);

    /** If the request still waits: its listener hears nothing more, and the server is told to stop. */
    void cancel(long id, String reason);

    /**
     * If the request still waits: the server is told to stop, and {@code listener} hears of the answer in place of the
     * former one, if there is one: a server need not answer what was cancelled.
     *
     * @return false if it does not wait any more
     */
    boolean cancel(long id, String reason, AnswerListener listener);

    /** The listener of the request hears nothing more; false if it had heard all. */
    boolean forget(long id);

    /** Who waits for the answer to request {@code id}. */
    Optional<AnswerListener> waiting(long id);

    /** Who waits for answers. */
    Stream<AnswerListener> waiting();

    /** From now on {@code peer} gets what the server notifies and asks; without one, it is told that nobody can answer. */
    void attach(Peer peer);

    /** Whether what the server asks in the middle of a request comes with that request, as the protocol wants it to. */
    boolean hasStreamOfEachRequest();

    /** Sends a notification, or the answer to something that the server asked; dropped, and logged, if it cannot be sent. */
    void send(JsonRpcMessage message);

    String serverName();

    /** What may be told of the server's own words. */
    String redacted(String words);

    /** Tells the server something, like {@link #send}. */
    default void sendNotification(String method, RawJson params) {
        send(new Notification(method, Optional.of(params)));
    }

    /**
     * Asks the server. The future gives its result or its error; it fails with {@link Problem.UpstreamTimedOut} after
     * {@code timeout}, {@link Problem.UpstreamFailed} when no answer can come any more, {@link Problem.Unavailable} when
     * the server cannot be asked now. Cancelling the future, like the time-out, cancels the request at the server.
     */
    CompletableFuture<Response> request(String method, RawJson params, Duration timeout);

    /**
     * To be thrown.
     *
     * @param what the server did, such as {@code answered nonsense}
     */
    default ProblemException failure(String what) {
        return new ProblemException(new Problem.UpstreamFailed("server " + serverName() + " " + redacted(what)));
    }

    /**
     * To be thrown.
     *
     * @param what the server did not do in time, such as {@code answer tools/list}
     */
    default ProblemException timedOut(String what, Duration timeout) {
        return new ProblemException(new Problem.UpstreamTimedOut(
                "server " + serverName() + " did not " + redacted(what) + " within " + timeout.toMillis() + " ms"));
    }
}
