package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.HttpHandshake.Opened;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON-RPC with one run of a server over Streamable HTTP. Thread-safe. At most 10,000 requests are under way, each on a
 * virtual thread, on which its future completes. A session that the server has forgotten is opened anew once a request.
 */
public final class HttpConnection implements McpConnection {
    /** Longest answer that is read, with all events before it, in bytes. */
    public static final int MAX_ANSWER_BYTES = StdioConnection.MAX_MESSAGE_BYTES;

    private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(2);
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    /** What blocks until {@code end}, as {@link System#nanoTime()}, at the latest. */
    private interface Exchange<T> {
        T run(long end) throws IOException, InterruptedException, TimeoutException;
    }

    private final String serverName;
    private final ClientInfo manager;
    private final UnaryOperator<String> redact;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final HttpEndpoint endpoint;
    private final HttpHandshake handshake;
    private final ConcurrentMap<Thread, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable HttpSession session;
    private volatile @Nullable String closeReason;

    /**
     * Sends nothing yet.
     *
     * @param serverName for messages
     * @param redact for the server's own words, see {@link ConnectionListener#redacted}
     */
    public HttpConnection(String serverName, URI address, ClientInfo manager, UnaryOperator<String> redact) {
        this.serverName = serverName;
        this.manager = manager;
        this.redact = redact;
        this.endpoint = new HttpEndpoint(client, address, Map.of(), MAX_ANSWER_BYTES, redact);
        this.handshake = new HttpHandshake(endpoint, manager);
    }

    CompletableFuture<McpSession> open(Duration timeout) {
        return begin("complete the MCP handshake", timeout, end -> {
            Opened opened = connect(end);
            session = opened.session();
            return new McpSession(this, opened.server(redact), manager);
        });
    }

    /** As {@link StdioConnection#request}; a legacy server is told of a cancelled request, a modern one notices. */
    @Override
    public CompletableFuture<Response> request(String method, RawJson params, Duration timeout) {
        return begin("answer " + method, timeout, end -> {
            HttpSession known = Objects.requireNonNull(session, "not opened");
            HttpAnswer answer = ask(known, method, params, end);
            if (answer.status() == NOT_FOUND || answer.status() == BAD_REQUEST) {
                // as servers answer those whose session they do not know (some with 400): it was not carried out
                answer = ask(renewed(known, end), method, params, end);
            }
            return response(method, answer);
        });
    }

    private Response response(String method, HttpAnswer answer) {
        if (answer.tooLong()) {
            throw failure("answered " + method + " with more than the " + MAX_ANSWER_BYTES / 1024 / 1024
                    + " MiB that are read, or than memory allows now");
        }
        return answer.response()
                .filter(response -> response instanceof Failure || answer.isAnswered())
                .orElseThrow(() -> failure("answered " + method + " with " + answer.text() + "; check mcpPath"));
    }

    private HttpAnswer ask(HttpSession known, String method, RawJson params, long end)
            throws IOException, InterruptedException, TimeoutException {
        JsonRpcId.Int id = endpoint.nextId();
        try {
            return endpoint.request(new Request(id, method, Optional.of(params)), known.headersOf(method, params), end);
        } catch (TimeoutException | InterruptedException e) {
            if (known.era() == Era.LEGACY && closeReason == null) {
                Thread.startVirtualThread(() -> cancel(id, known));
            }
            throw e;
        }
    }

    private void cancel(JsonRpcId.Int id, HttpSession known) {
        var params = Json.STRICT.createObjectNode();
        params.put("requestId", id.value());
        var cancelled = new Notification("notifications/cancelled", Optional.of(RawJson.of(params)));
        try {
            endpoint.sendNotification(cancelled, known.headers(), System.nanoTime() + CANCEL_TIMEOUT.toNanos());
        } catch (IOException | TimeoutException | ProblemException e) {
            log.debug("server {} was not told that a request is cancelled", serverName, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The session in place of a forgotten one; the first of those who need it opens it. */
    private HttpSession renewed(HttpSession forgotten, long end)
            throws IOException, InterruptedException, TimeoutException {
        if (!opening.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException();
        }
        try {
            HttpSession now = session;
            if (now != null && !now.equals(forgotten)) {
                return now;
            }
            HttpSession opened = connect(end).session();
            if (opened.era() != forgotten.era()) {
                throw failure("speaks another era of MCP than when it was connected: restart it");
            }
            session = opened;
            return opened;
        } finally {
            opening.unlock();
        }
    }

    private Opened connect(long end) throws IOException, InterruptedException, TimeoutException {
        long soon = System.nanoTime() + HANDSHAKE_TIMEOUT.toNanos();
        Opened opened = handshake.open(end - soon < 0 ? end : soon);
        if (opened.session().era() == Era.LEGACY) {
            endpoint.sendNotification(
                    HttpHandshake.INITIALIZED, opened.session().headers(), end);
        }
        return opened;
    }

    /** Fails at once what is under way and whatever is asked from now on, as {@link StdioConnection#close}. */
    public void close(String reason) {
        closeReason = reason;
        underWay.values().forEach(each -> each.completeExceptionally(failure(reason)));
        client.shutdownNow();
    }

    @Override
    public String serverName() {
        return serverName;
    }

    @Override
    public String redacted(String words) {
        return redact.apply(words);
    }

    /** @param what the server is to do, such as {@code answer tools/list} */
    private <T> CompletableFuture<T> begin(String what, Duration timeout, Exchange<T> exchange) {
        if (underWay.size() >= InFlightRequests.MAX) {
            return CompletableFuture.failedFuture(new ProblemException(new Problem.Unavailable(
                    "server " + serverName + " has " + InFlightRequests.MAX + " requests to answer; try again later")));
        }
        var outcome = new CompletableFuture<T>();
        Thread thread =
                Thread.ofVirtual().name("mcp-" + serverName).unstarted(() -> perform(what, timeout, exchange, outcome));
        underWay.put(thread, outcome);
        String reason = closeReason;
        if (reason != null) {
            underWay.remove(thread);
            return CompletableFuture.failedFuture(failure(reason));
        }
        var _ = outcome.whenComplete((_, _) -> {
            underWay.remove(thread);
            // cancelled or closed by another thread
            if (Thread.currentThread() != thread) {
                thread.interrupt();
            }
        });
        thread.start();
        return outcome;
    }

    private <T> void perform(String what, Duration timeout, Exchange<T> exchange, CompletableFuture<T> outcome) {
        try {
            outcome.complete(exchange.run(System.nanoTime() + timeout.toNanos()));
        } catch (TimeoutException e) {
            outcome.completeExceptionally(timedOut(what, timeout));
        } catch (IOException e) {
            outcome.completeExceptionally(unanswered(what, e));
        } catch (InterruptedException e) {
            // the outcome is complete, else there were no interrupt
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        }
    }

    private ProblemException unanswered(String what, IOException failure) {
        return failure.getCause() instanceof ConnectException
                ? new ProblemException(new Problem.Unavailable("server " + serverName + " does not listen at "
                        + endpoint.origin() + ": it may still be starting; check port"))
                : failure("did not " + what + ": it closed the connection, or answers in something other than HTTP");
    }
}
