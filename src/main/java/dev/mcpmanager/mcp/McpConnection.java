package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** How the manager's requests get to one run of a server, and its answers back. Thread-safe. */
sealed interface McpConnection permits StdioConnection, HttpConnection {

    /**
     * Asks the server. The future gives its result or its error; it fails with {@link Problem.UpstreamTimedOut} after
     * {@code timeout}, {@link Problem.UpstreamFailed} when no answer can come any more, {@link Problem.Unavailable} when
     * the server cannot be asked now. Cancelling the future, like the time-out, cancels the request at the server.
     */
    CompletableFuture<Response> request(String method, RawJson params, Duration timeout);

    String serverName();

    /** What may be told of the server's own words. */
    String redacted(String words);

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
