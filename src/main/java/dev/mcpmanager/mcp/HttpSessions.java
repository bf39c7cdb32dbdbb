package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.HttpHandshake.Opened;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The session of one connection: opens it, and opens it anew when a legacy server has forgotten it. Thread-safe. */
final class HttpSessions {
    private static final Logger log = LoggerFactory.getLogger(HttpSessions.class);
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(2);

    /** What blocks. */
    private interface Exchange<T> {
        T run() throws IOException, InterruptedException, TimeoutException;
    }

    private final HttpConnection connection;
    private final HttpEndpoint endpoint;
    private final HttpHandshake handshake;
    private final ClientInfo manager;
    private final ConnectionListener listener;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable HttpSession session;
    private volatile @Nullable McpSession opened;

    HttpSessions(HttpConnection connection, HttpEndpoint endpoint, ClientInfo manager, ConnectionListener listener) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.handshake = new HttpHandshake(endpoint, manager, Protocol.clientCapabilities());
        this.manager = manager;
        this.listener = listener;
    }

    /** The one in which the server is to be asked now. */
    HttpSession session() {
        return Objects.requireNonNull(session, "not opened");
    }

    /** What {@link #open} gave. */
    McpSession opened() {
        return Objects.requireNonNull(opened, "not opened");
    }

    /** As {@link McpSession#open(HttpConnection, Duration)}. */
    CompletableFuture<McpSession> open(Duration timeout) {
        return begin("complete the MCP handshake", timeout, () -> {
            Opened answer = connect(timeout);
            if (answer.session().equals(HttpSession.NONE)) {
                return await(connection.openStream(manager, timeout));
            }
            session = answer.session();
            var connected = new McpSession(connection, answer.server(listener::redacted), manager);
            opened = connected;
            return connected;
        });
    }

    /**
     * Opens a session in place of one that the server may have forgotten: the first of those who need it does. Gives the
     * same if the server knows it; fails if it cannot be opened, or the server is another now.
     */
    CompletableFuture<HttpSession> renewed(HttpSession lost) {
        return begin("open a session again", HANDSHAKE_TIMEOUT, () -> {
            opening.lock();
            try {
                return isKnown(lost) ? session() : renew();
            } finally {
                opening.unlock();
            }
        });
    }

    private boolean isKnown(HttpSession lost) throws IOException, InterruptedException, TimeoutException {
        return !session().equals(lost) || handshake.isKnown(lost, System.nanoTime() + HANDSHAKE_TIMEOUT.toNanos());
    }

    private HttpSession renew() throws IOException, InterruptedException, TimeoutException {
        Opened answer = connect(HANDSHAKE_TIMEOUT);
        session = answer.session();
        ServerInfo before = opened().server();
        ServerInfo now = answer.server(listener::redacted);
        if (before.era() != now.era() || !before.answer().equals(now.answer())) {
            connection.close("is another than when it was connected");
            throw connection.failure("is another than when it was connected: try again");
        }
        listener.notice("has lost its MCP session, and a new one was opened");
        connection.renewed();
        return answer.session();
    }

    private Opened connect(Duration timeout) throws IOException, InterruptedException, TimeoutException {
        long end = System.nanoTime() + timeout.toNanos();
        Opened answer = handshake.open(end);
        if (answer.session().needsInitialized()) {
            endpoint.sendNotification(
                    HttpHandshake.INITIALIZED, answer.session().headers(), end);
        }
        return answer;
    }

    /** @param what the server is to do, such as {@code complete the MCP handshake} */
    private <T> CompletableFuture<T> begin(String what, Duration timeout, Exchange<T> exchange) {
        var outcome = new CompletableFuture<T>();
        Thread.ofVirtual().name("mcp-" + connection.serverName()).start(() -> {
            try {
                outcome.complete(exchange.run());
            } catch (IOException e) {
                outcome.completeExceptionally(unreachable(e));
            } catch (TimeoutException e) {
                outcome.completeExceptionally(connection.timedOut(what, timeout));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                outcome.completeExceptionally(connection.failure("was not waited for"));
            } catch (RuntimeException | Error e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    private static <T> T await(CompletableFuture<T> outcome) throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private ProblemException unreachable(IOException failure) {
        String why = connection.redacted(HttpFailure.text(failure, endpoint.origin()));
        return new ProblemException(new Problem.Unavailable(
                "server " + connection.serverName() + " does not answer: " + why + "; it may still be starting"));
    }

    /** Ends the session, best effort; blocks for 2 s at most. */
    void leave() {
        HttpSession left = session;
        if (left == null || !left.isToBeEnded()) {
            return;
        }
        try {
            endpoint.delete(left.headers(), System.nanoTime() + LEAVE_TIMEOUT.toNanos());
        } catch (IOException | TimeoutException | ProblemException e) {
            log.debug("server {} was not told that its session has ended", connection.serverName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
