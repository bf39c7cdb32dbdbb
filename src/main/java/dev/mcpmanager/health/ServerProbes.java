package dev.mcpmanager.health;

import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.HttpPing;
import dev.mcpmanager.oauth.SignIns;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.Launch.RemoteUrl;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.supervision.Supervisor;
import java.net.URI;
import java.util.Optional;

/**
 * Probes of real servers: the health endpoint of one that has it; otherwise whether it runs without fault and, where the
 * manager can reach it, answers MCP. Thread-safe.
 */
public final class ServerProbes implements Probes {
    private final Supervisor supervisor;
    private final ClientInfo client;
    private final OutgoingHttp http;
    private final SignIns signIns;

    /** @param client as which servers are asked over HTTP */
    public ServerProbes(Supervisor supervisor, ClientInfo client, OutgoingHttp http, SignIns signIns) {
        this.supervisor = supervisor;
        this.client = client;
        this.http = http;
        this.signIns = signIns;
    }

    @Override
    public Probe of(ServerDefinition server) {
        Optional<HttpCheck> endpoint = HttpCheck.of(server);
        if (endpoint.isPresent()) {
            return new HttpProbe(http.client(), endpoint.get());
        }
        return new FaultProbe(() -> supervisor.fault(server.id()), mcp(server));
    }

    private Probe mcp(ServerDefinition server) {
        String id = server.id();
        return switch (server.transport()) {
            case STDIO ->
                new McpProbe(
                        timeout -> supervisor.session(id).ping(timeout), since -> supervisor.heardSince(id, since));
            case HTTP ->
                server.launch() instanceof RemoteUrl remote
                        ? overHttp(server, remote.url())
                        : server.port()
                                .or(() -> supervisor.port(id))
                                .map(port -> URI.create("http://127.0.0.1:" + port + server.mcpPath()))
                                .map(address -> overHttp(server, address))
                                .orElse(_ -> Finding.alive());
        };
    }

    private Probe overHttp(ServerDefinition server, URI address) {
        try {
            return new McpHttpProbe(new HttpPing(http.client(), signIns.target(server, address), client));
        } catch (ProblemException e) {
            return _ -> Finding.unhealthy(e.problem().detail());
        }
    }
}
