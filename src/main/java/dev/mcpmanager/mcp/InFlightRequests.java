package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests to one run of a server that wait for an answer, at most 10,000; thread-safe. */
final class InFlightRequests {
    static final int MAX = 10_000;

    private static final Logger log = LoggerFactory.getLogger(InFlightRequests.class);

    record Pending(long id, String method, AnswerListener listener) {}

    private final String serverName;
    private final AtomicLong lastId = new AtomicLong();
    private final ConcurrentHashMap<Long, Pending> byId = new ConcurrentHashMap<>();
    private final Occurrences unmatched = new Occurrences();
    private volatile @Nullable String closeReason;

    InFlightRequests(String serverName) {
        this.serverName = serverName;
    }

    /** @throws ProblemException if too many are in flight, or the connection is closed */
    Pending begin(String method, AnswerListener listener) {
        if (byId.size() >= MAX) {
            throw new ProblemException(new Problem.Unavailable(
                    "server " + serverName + " has " + MAX + " requests to answer; try again later"));
        }
        var pending = new Pending(lastId.incrementAndGet(), method, listener);
        byId.put(pending.id(), pending);
        String reason = closeReason;
        if (reason != null) {
            byId.remove(pending.id());
            throw new ProblemException(new Problem.UpstreamFailed("server " + serverName + " " + reason));
        }
        return pending;
    }

    /** Nothing more can come for the request, if it waits. */
    void failed(long id, Function<String, ProblemException> reason) {
        Pending pending = byId.remove(id);
        if (pending != null) {
            pending.listener().failed(reason.apply(pending.method()));
        }
    }

    Optional<AnswerListener> listener(long id) {
        return Optional.ofNullable(byId.get(id)).map(Pending::listener);
    }

    Stream<AnswerListener> listeners() {
        return byId.values().stream().map(Pending::listener);
    }

    /** Whether it was still waiting. */
    boolean forget(long id) {
        return byId.remove(id) != null;
    }

    /** Whether it was still waiting. */
    boolean replace(long id, AnswerListener listener) {
        return byId.computeIfPresent(id, (_, pending) -> new Pending(id, pending.method(), listener)) != null;
    }

    void answered(Optional<JsonRpcId> id, Response response) {
        Pending pending = id.orElse(null) instanceof JsonRpcId.Int(long number) ? byId.remove(number) : null;
        if (pending != null) {
            pending.listener().answered(response);
            return;
        }
        if (unmatched.another()) {
            log.warn(
                    "server {}: answer without a request that waits (unknown, late or repeated), number {}",
                    serverName,
                    unmatched.count());
        }
    }

    void close(String reason) {
        closeReason = reason;
        for (Pending pending : byId.values()) {
            Pending last = byId.remove(pending.id());
            if (last != null) {
                last.listener()
                        .failed(new ProblemException(new Problem.UpstreamFailed(
                                "server " + serverName + " " + reason + " before it answered " + pending.method())));
            }
        }
    }
}
