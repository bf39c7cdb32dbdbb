package dev.mcpmanager.server;

import java.time.Instant;
import java.util.Optional;

/**
 * What the user wants of one server. Immutable and valid: made by {@code ServerValidator} or read from the store.
 *
 * @param id 26 or fewer URL-safe characters, never changes
 * @param name {@code [a-z0-9][a-z0-9-]{0,62}}, unique
 * @param port where it listens, for transport http
 * @param mcpPath path of its MCP endpoint, for transport http; {@code /mcp} by default
 * @param healthEndpoint absolute URL, or path on {@code port}
 */
public record ServerDefinition(
        String id,
        String name,
        ServerType type,
        Launch launch,
        Transport transport,
        Optional<Integer> port,
        String mcpPath,
        Optional<String> healthEndpoint,
        boolean autostart,
        RestartSettings restart,
        HealthSettings health,
        ServerConfig config,
        Instant createdAt,
        Instant updatedAt) {

    /** The same with another {@link #updatedAt}. */
    ServerDefinition changedAt(Instant at) {
        return new ServerDefinition(
                id,
                name,
                type,
                launch,
                transport,
                port,
                mcpPath,
                healthEndpoint,
                autostart,
                restart,
                health,
                config,
                createdAt,
                at);
    }
}
