package dev.mcpmanager.web;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.supervision.ServerSnapshot;
import dev.mcpmanager.supervision.Supervisor;
import java.util.LinkedHashMap;
import java.util.Map;

/** All servers with what is known of them now; stateless. */
final class Snapshots {

    private Snapshots() {}

    /** By name; without those that are deleted meanwhile. */
    static Map<ServerDefinition, ServerSnapshot> of(Servers servers, Supervisor supervisor) {
        Map<ServerDefinition, ServerSnapshot> snapshots = new LinkedHashMap<>();
        for (ServerDefinition server : servers.list()) {
            try {
                snapshots.put(server, supervisor.snapshot(server.id()));
            } catch (ProblemException e) {
                if (!(e.problem() instanceof Problem.NotFound)) {
                    throw e;
                }
            }
        }
        return snapshots;
    }
}
