package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a server answers MCP over Streamable HTTP, in the era that it speaks: {@code server/discover} of a
 * modern one, {@code ping} in a session of its own of a legacy one. Thread-safe; one caller at a time is served. Era and
 * session are kept until the server does not know them any more. Of an answer at most 1 MiB is read.
 */
public final class HttpPing implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpPing.class);
    private static final int MAX_ANSWER_BYTES = 1024 * 1024;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** Checks are nothing to tell of, and name no more than the origin. */
    private static final ConnectionListener NOBODY = new ConnectionListener() {
        @Override
        public void stray(String line, int length, String reason) {}

        @Override
        public void oversize(long length) {}
    };

    private final HttpEndpoint endpoint;
    private final HttpHandshake handshake;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HttpSession session;

    /**
     * @param client that follows no redirects; outlives the ping
     * @throws ProblemException if one of the target's headers cannot be sent
     */
    public HttpPing(HttpClient client, HttpTarget target, ClientInfo manager) {
        this.endpoint = new HttpEndpoint(client, target, MAX_ANSWER_BYTES, NOBODY);
        this.handshake = new HttpHandshake(this.endpoint, manager, Json.STRICT.createObjectNode());
    }

    /** Scheme, host and port of the endpoint. */
    public String origin() {
        return endpoint.origin();
    }

    /**
     * Asks the server and blocks until it has answered. An error of JSON-RPC is a sign of life, too.
     *
     * @throws IOException if no HTTP answer came; its cause says why
     * @throws TimeoutException if none came within {@code timeout}
     * @throws ProblemException {@link Problem.UpstreamFailed} if the answer is not MCP, redirects or asks for authorization
     */
    public void send(Duration timeout) throws IOException, InterruptedException, TimeoutException {
        long end = System.nanoTime() + timeout.toNanos();
        if (!lock.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException();
        }
        try {
            HttpSession known = session;
            if (known == null || !stillAnswers(known, end)) {
                HttpSession opened = open(end);
                HttpAnswer answer = handshake.ask(opened, end);
                if (!HttpHandshake.answers(opened, answer)) {
                    throw endpoint.failure("connects, but then answers with " + answer.text());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the session, best effort, within 2 s after the last {@link #send}. */
    @Override
    public void close() {
        lock.lock();
        try {
            leave(System.nanoTime() + CLOSE_TIMEOUT.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /** False when the server was restarted: then it knows no session of before, and may speak the other era. */
    private boolean stillAnswers(HttpSession known, long end)
            throws IOException, InterruptedException, TimeoutException {
        HttpAnswer answer = handshake.ask(known, end);
        if (HttpHandshake.answers(known, answer)) {
            return true;
        }
        if (answer.isServerError()) {
            throw endpoint.failure("answers with " + answer.text());
        }
        leave(end);
        return false;
    }

    private HttpSession open(long end) throws IOException, InterruptedException, TimeoutException {
        HttpSession opened = handshake.open(end).session();
        session = opened;
        if (opened.needsInitialized()) {
            endpoint.sendNotification(HttpHandshake.INITIALIZED, opened.headers(), end);
        }
        return opened;
    }

    private void leave(long end) {
        HttpSession left = session;
        session = null;
        if (left == null || !left.isToBeEnded()) {
            return;
        }
        try {
            endpoint.delete(left.headers(), end);
        } catch (IOException | TimeoutException | ProblemException e) {
            log.debug("a session of {} was not ended", origin(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
