package dev.mcpmanager.supervision;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.runtime.ServerRuntime;
import dev.mcpmanager.server.ServerType;
import dev.mcpmanager.server.Servers;
import java.time.InstantSource;
import java.util.Map;

/**
 * What every supervised server works with; immutable, all of it thread-safe.
 *
 * @param maxMessageBytes longest message of a server that is read
 * @param client as what the manager introduces itself to servers
 */
record Surroundings(
        Servers servers,
        Map<ServerType, ServerRuntime> runtimes,
        SupervisionStore states,
        EventStore events,
        EventBus bus,
        LogCaptures logs,
        ClientInfo client,
        int maxMessageBytes,
        InstantSource clock,
        Timers timers) {
    Surroundings {
        runtimes = Map.copyOf(runtimes);
    }
}
