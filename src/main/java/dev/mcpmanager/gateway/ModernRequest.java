package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcId;

/** A request of a modern client whose headers and {@code _meta} are in order. Immutable. */
record ModernRequest(JsonRpcId id, String method, Params params, Capabilities capabilities) {

    ModernRequest with(Params others) {
        return new ModernRequest(id, method, others, capabilities);
    }
}
