package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.RestartSettings;
import dev.mcpmanager.supervision.Backoff;
import dev.mcpmanager.supervision.SessionRun;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The run that one client's session has for itself, opened with the client's own params; once it ended, the next is
 * opened with the same as soon as it is needed, or refused while it ends again and again. Thread-safe; never two at once.
 */
final class DedicatedRun implements RunSource {
    private static final int GROWTH = 2;

    private final DedicatedSessions sessions;
    private final String serverId;
    private final RawJson params;
    private final Runnable onEnd;
    private final SupervisedRun supervised;
    private @Nullable SessionRun run;
    private boolean opening;
    private boolean closed;
    private @Nullable ProblemException failure;
    private @Nullable Failure refusal;
    /** How many starts there were since one ran stably, and when the latest was. */
    private int starts;

    private long startedAt;

    /**
     * @param params of the client's {@code initialize}
     * @param onEnd called once it is closed and nothing of it lives
     */
    DedicatedRun(
            DedicatedSessions sessions, String serverId, RawJson params, SupervisedRun supervised, Runnable onEnd) {
        this.sessions = sessions;
        this.serverId = serverId;
        this.params = params;
        this.supervised = supervised;
        this.onEnd = onEnd;
    }

    @Override
    public synchronized Optional<McpSession> session(Runnable again) {
        if (opening) {
            return Optional.empty();
        }
        ProblemException problem = failure;
        if (problem != null) {
            failure = null;
            throw problem;
        }
        Optional<McpSession> session = Optional.ofNullable(run).flatMap(SessionRun::session);
        if (session.isPresent()) {
            return session;
        }
        if (closed) {
            throw ServerRuns.unavailable("The session has ended");
        }
        refuseTooSoon();
        opening = true;
        Thread.startVirtualThread(() -> open(again));
        return Optional.empty();
    }

    private void refuseTooSoon() {
        RestartSettings settings = sessions.restart(serverId);
        Duration wait = new Backoff(settings.backoff(), settings.maxBackoff(), GROWTH).delay(starts, 0);
        long left =
                Duration.ofNanos(startedAt + wait.toNanos() - System.nanoTime()).toMillis();
        if (starts > 0 && left > 0) {
            throw ServerRuns.unavailable(
                    "The session's process ended %d times soon after its start, and the server's log says why; it is not started again for %d ms"
                            .formatted(starts, left));
        }
    }

    private void open(Runnable again) {
        Optional<SessionRun> taken = take();
        if (taken.isEmpty()) {
            // a server that is starting gives news of itself
            if (!supervised.isStarting()) {
                again.run();
            }
            return;
        }
        SessionRun opened = taken.get();
        CompletableFuture<Boolean> agreed =
                opened.initialize(params).handle((answer, problem) -> agreed(opened, answer, problem));
        var _ = agreed.thenCombine(opened.gone(), (before, _) -> over(opened, before))
                .thenRun(again);
        var _ = agreed.thenAccept(now -> {
            if (now) {
                sessions.refill(serverId);
                again.run();
            }
        });
    }

    private synchronized Optional<SessionRun> take() {
        boolean wasStarting = supervised.isStarting();
        try {
            if (closed) {
                throw ServerRuns.unavailable("The session has ended");
            }
            run = sessions.take(serverId);
            starts++;
            startedAt = System.nanoTime();
        } catch (ProblemException e) {
            opening = false;
            // otherwise it is tried once more
            if (closed || (!wasStarting && !supervised.isStarting())) {
                failure = e;
            }
        }
        return Optional.ofNullable(run);
    }

    /** Whether the server, by its answer, agreed to the session; otherwise the run ends. */
    private synchronized boolean agreed(SessionRun opened, @Nullable Response answer, @Nullable Throwable problem) {
        if (closed || opened.session().isEmpty()) {
            failure = failureOf(answer, problem);
            refusal = answer instanceof Failure refused ? refused : null;
            opened.end();
            return false;
        }
        opening = false;
        return true;
    }

    private static ProblemException failureOf(@Nullable Response answer, @Nullable Throwable problem) {
        Throwable cause = problem instanceof CompletionException wrapped ? wrapped.getCause() : problem;
        if (cause instanceof ProblemException known) {
            return known;
        }
        return ServerRuns.unavailable(
                answer instanceof Failure
                        ? "The server refuses the session's initialize"
                        : "The server did not answer the session's initialize with an object");
    }

    /** Nothing of the run lives any more; true if no other follows. */
    private boolean over(SessionRun ended, boolean agreed) {
        boolean last;
        synchronized (this) {
            run = null;
            opening = false;
            boolean failed = !agreed || ended.endedByItself();
            boolean stable = System.nanoTime() - startedAt
                    >= sessions.restart(serverId).stableAfter().toNanos();
            if (!failed || stable) {
                starts = 0;
            }
            last = closed;
        }
        if (last) {
            onEnd.run();
        }
        return last;
    }

    @Override
    public Optional<String> error() {
        return Optional.empty();
    }

    @Override
    public synchronized Optional<Failure> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void close() {
        Optional<SessionRun> living;
        synchronized (this) {
            closed = true;
            living = Optional.ofNullable(run);
        }
        living.ifPresentOrElse(SessionRun::end, onEnd);
    }
}
