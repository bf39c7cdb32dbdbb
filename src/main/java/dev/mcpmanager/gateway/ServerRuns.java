package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the run of a server that clients can be connected with, and waits for it while the server starts. Thread-safe; at
 * most {@value #MAX_WAITING} requests wait.
 */
final class ServerRuns {
    static final int MAX_WAITING = 10_000;

    private static final Logger log = LoggerFactory.getLogger(ServerRuns.class);

    private record Waiting(Consumer<Upstream> then, Consumer<ProblemException> otherwise, long since) {}

    private final ServedServer server;
    private final RunSource source;
    private final GatewayParts parts;
    private final List<Waiting> waiting = new ArrayList<>();
    private volatile @Nullable Upstream current;
    private boolean wasConnected;
    private boolean closed;

    ServerRuns(ServedServer server, RunSource source, GatewayParts parts) {
        this.server = server;
        this.source = source;
        this.parts = parts;
    }

    /** The run with which clients are connected now. */
    Optional<Upstream> current() {
        return Optional.ofNullable(current).filter(run -> !run.isClosed());
    }

    static ProblemException unavailable(String why) {
        return new ProblemException(new Problem.Unavailable(why));
    }

    /**
     * Goes on with the run, at once or when the server has started; {@code otherwise} when it does not run, or does not
     * start soon.
     */
    void whenConnected(Consumer<Upstream> then, Consumer<ProblemException> otherwise) {
        Upstream run = current;
        if (run != null && !run.isClosed()) {
            then.accept(run);
            return;
        }
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING) {
                otherwise.accept(unavailable("The server is starting, and too much waits for it; try again later"));
                return;
            }
            waiting.add(new Waiting(then, otherwise, System.nanoTime()));
        }
        retry();
    }

    /** The server may be another than before. */
    void retry() {
        List<Waiting> ready;
        Upstream run = null;
        ProblemException problem = null;
        synchronized (this) {
            if (waiting.isEmpty()) {
                return;
            }
            try {
                run = connect();
            } catch (ProblemException e) {
                problem = e;
            }
            if (run == null && !closed && problem == null) {
                return;
            }
            ready = List.copyOf(waiting);
            waiting.clear();
        }
        for (Waiting each : ready) {
            try {
                if (run != null) {
                    each.then.accept(run);
                } else {
                    each.otherwise.accept(problem != null ? problem : unavailable("The server was deleted"));
                }
            } catch (RuntimeException e) {
                // the others wait, too
                log.error("server {}: what waited for it failed", server.id(), e);
                each.otherwise.accept(unavailable("The server was there, but the manager failed; its log says why"));
            }
        }
    }

    /** The server was deleted: nothing waits for it. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        retry();
    }

    /** Null if the server has just ended, of which there will be news. */
    private @Nullable Upstream connect() {
        Upstream known = current;
        if (known != null && !known.isClosed()) {
            return known;
        }
        Optional<McpSession> session = source.session(this::retry);
        if (session.isEmpty()) {
            return null;
        }
        var run = new Upstream(server, session.get());
        current = run;
        run.connection().attach(run);
        if (run.isClosed()) {
            source.error().ifPresent(error -> {
                throw unavailable("The server does not answer: " + error);
            });
            return null;
        }
        server.connected(run, wasConnected);
        wasConnected = true;
        return run;
    }

    void disconnected(Upstream run) {
        // the next run is found when it is needed, or when the server has started
        if (run.equals(current)) {
            current = null;
        }
    }

    /** Those that wait too long do not wait further. */
    void tick(long now) {
        List<Waiting> late;
        synchronized (this) {
            late = waiting.stream()
                    .filter(each ->
                            now - each.since > parts.settings().serverWait().toNanos())
                    .toList();
            waiting.removeAll(late);
        }
        late.forEach(each -> each.otherwise.accept(unavailable("The server does not start; its log says why")));
    }

    /** Connects with a new run, if anybody is interested. */
    void reconnect() {
        retry();
        synchronized (this) {
            if (wasConnected && current().isEmpty()) {
                try {
                    connect();
                } catch (ProblemException e) {
                    log.debug(
                            "server {} is not connected with its clients: {}",
                            server.id(),
                            e.problem().detail());
                }
            }
        }
    }
}
