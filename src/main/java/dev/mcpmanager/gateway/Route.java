package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.RawJson;

/** Where a request leads that came to the address of all servers. Immutable. */
sealed interface Route {

    /** The manager's own answer. */
    record Answer(RawJson result) implements Route {}

    /**
     * A server's.
     *
     * @param params with what the server itself calls the tool, prompt or resource
     */
    record To(String serverId, RawJson params) implements Route {}

    /** Nobody's: an error. */
    record Nowhere(int code, String message) implements Route {}
}
