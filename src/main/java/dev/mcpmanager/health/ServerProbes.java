package dev.mcpmanager.health;

import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.Transport;
import dev.mcpmanager.supervision.Supervisor;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Probes of real servers: the health endpoint of one that has it; otherwise whether it runs without fault and, where the
 * manager can reach it, answers MCP. Thread-safe.
 */
public final class ServerProbes implements Probes, AutoCloseable {
    private final Supervisor supervisor;
    private final HttpClient http = HttpProbe.client();

    public ServerProbes(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public Probe of(ServerDefinition server) {
        Optional<HttpCheck> endpoint = HttpCheck.of(server);
        if (endpoint.isPresent()) {
            return new HttpProbe(http, endpoint.get());
        }
        Probe next = server.transport() == Transport.STDIO ? mcp(server.id()) : _ -> Finding.alive();
        return new FaultProbe(() -> supervisor.fault(server.id()), next);
    }

    private Probe mcp(String serverId) {
        return new McpProbe(timeout -> ping(serverId, timeout), since -> supervisor.heardSince(serverId, since));
    }

    private CompletableFuture<?> ping(String serverId, Duration timeout) {
        try {
            return supervisor.session(serverId).ping(timeout);
        } catch (ProblemException e) {
            // there is no session, and the message says why
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
