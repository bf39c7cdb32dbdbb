package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.RestartSettings;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.SessionMode;
import dev.mcpmanager.supervision.ServerSnapshot;
import dev.mcpmanager.supervision.ServerStatus;
import dev.mcpmanager.supervision.SessionRun;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of all servers that have a run each, and for each such server that runs a spare one, so that a new session
 * does not wait for a start. Thread-safe; no method blocks. Of a server at most {@code config.maxSessions} at once, counted
 * until nothing of their runs lives.
 */
final class DedicatedSessions {
    private static final Logger log = LoggerFactory.getLogger(DedicatedSessions.class);

    /** A session with all servers has a run of each. */
    private record Key(String serverId, String sessionId) {}

    private final GatewayParts parts;
    private final ConcurrentMap<Key, ServedServer> served = new ConcurrentHashMap<>();
    /** By the server's id. */
    private final ConcurrentMap<String, SessionRun> spares = new ConcurrentHashMap<>();

    private boolean closed;

    DedicatedSessions(GatewayParts parts) {
        this.parts = parts;
    }

    /** Whether a new session of the server is to have a run of its own. */
    boolean isFor(String serverId) {
        return parts.servers().find(serverId).stream().anyMatch(DedicatedSessions::isFor);
    }

    private static boolean isFor(ServerDefinition server) {
        return server.config().sessions() == SessionMode.DEDICATED;
    }

    Optional<LegacySession> find(String serverId, String sessionId) {
        return Optional.ofNullable(served.get(new Key(serverId, sessionId))).flatMap(own -> own.session(sessionId));
    }

    /**
     * The server as one session sees it that is about to be opened.
     *
     * @param params of its {@code initialize}
     * @throws ProblemException if there are too many
     */
    synchronized ServedServer reserve(String serverId, String sessionId, RawJson params) {
        int most = parts.servers().get(serverId).config().maxSessions();
        if (of(serverId).count() >= most) {
            throw ServerRuns.unavailable(
                    "The server has " + most
                            + " sessions with a process each, the most that its config.maxSessions allows: end one, or raise it");
        }
        var key = new Key(serverId, sessionId);
        var run = new DedicatedRun(
                this, serverId, params, new SupervisedRun(parts.supervisor(), serverId), () -> served.remove(key));
        var own = new ServedServer(serverId, parts, run);
        served.put(key, own);
        return own;
    }

    private Stream<ServedServer> of(String serverId) {
        return served.values().stream().filter(own -> own.id().equals(serverId));
    }

    /** When a run may follow another that ended. */
    RestartSettings restart(String serverId) {
        return parts.servers().find(serverId).map(ServerDefinition::restart).orElse(RestartSettings.DEFAULT);
    }

    /**
     * A run for a session: the spare one, or a new one.
     *
     * @throws ProblemException if the server does not run
     */
    SessionRun take(String serverId) {
        return Optional.ofNullable(spares.remove(serverId))
                .filter(spare -> !spare.isEnding())
                .orElseGet(() -> parts.supervisor().startForSession(serverId));
    }

    /** Starts a spare run if there is none; one that ends by itself is not replaced before a session could be opened. */
    synchronized void refill(String serverId) {
        if (closed || spares.containsKey(serverId) || !isFor(serverId)) {
            return;
        }
        try {
            SessionRun spare = parts.supervisor().startForSession(serverId);
            spares.put(serverId, spare);
            var _ = spare.gone().thenRun(() -> spares.remove(serverId, spare));
        } catch (ProblemException e) {
            log.debug("server {} has no spare run: {}", serverId, e.problem().detail());
        }
    }

    /** The server may run, or not any more. */
    void changed(ServerSnapshot now) {
        of(now.serverId()).forEach(own -> own.runs().retry());
        if (now.status() == ServerStatus.RUNNING) {
            refill(now.serverId());
        }
    }

    void hiddenToolsChanged(String serverId) {
        of(serverId).forEach(ServedServer::hiddenToolsChanged);
    }

    /** The server's definition has changed: the spare run would be as it was before. */
    void redefined(String serverId) {
        Optional.ofNullable(spares.remove(serverId)).ifPresent(SessionRun::end);
        refill(serverId);
    }

    void deleted(String serverId) {
        of(serverId).forEach(ServedServer::close);
    }

    /** Looks after what takes long or is idle. */
    void tick(long now, boolean keepAlive) {
        served.values().forEach(own -> own.tick(now, keepAlive));
    }

    /** Ends all. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        spares.values().forEach(SessionRun::end);
        List.copyOf(served.values()).forEach(ServedServer::close);
    }
}
