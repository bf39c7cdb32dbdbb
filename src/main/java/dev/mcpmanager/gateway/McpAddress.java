package dev.mcpmanager.gateway;

import java.util.Optional;

/** An address at which MCP clients are served. Immutable. */
public sealed interface McpAddress {

    /** Of the server of this name or id. */
    record OneServer(String name) implements McpAddress {}

    /** Of all servers, or of those of a profile. */
    record AllServers(Optional<String> profile) implements McpAddress {}
}
