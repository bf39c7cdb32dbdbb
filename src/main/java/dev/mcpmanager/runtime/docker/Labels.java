package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.server.ServerDefinition;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Marks a container as one run of a server of one data directory; what does not carry them is never touched. Immutable.
 *
 * @param instanceId identifies the data directory
 * @param definedAt when the definition that it was made of was written
 */
record Labels(String instanceId, String serverId, String run, String definedAt) {
    private static final String INSTANCE = "dev.mcpmanager.instance";
    private static final String SERVER = "dev.mcpmanager.server";
    private static final String RUN = "dev.mcpmanager.run";
    private static final String DEFINED_AT = "dev.mcpmanager.defined-at";

    static Labels of(String instanceId, ServerDefinition server, long run) {
        return new Labels(
                instanceId, server.id(), Long.toString(run), server.updatedAt().toString());
    }

    static Labels read(JsonNode labels) {
        return new Labels(
                labels.path(INSTANCE).asString(""),
                labels.path(SERVER).asString(""),
                labels.path(RUN).asString(""),
                labels.path(DEFINED_AT).asString(""));
    }

    ObjectNode json() {
        return Json.STRICT
                .createObjectNode()
                .put(INSTANCE, instanceId)
                .put(SERVER, serverId)
                .put(RUN, run)
                .put(DEFINED_AT, definedAt);
    }

    /** What chooses all containers of a data directory, as the engine's filters want it. */
    static ObjectNode filterOf(String instanceId) {
        ObjectNode filters = Json.STRICT.createObjectNode();
        filters.putArray("label").add(INSTANCE + "=" + instanceId);
        return filters;
    }

    /** Like {@link #filterOf(String)}, of one server. */
    static ObjectNode filterOf(String instanceId, String serverId) {
        ObjectNode filters = Json.STRICT.createObjectNode();
        List.of(INSTANCE + "=" + instanceId, SERVER + "=" + serverId).forEach(filters.putArray("label")::add);
        return filters;
    }
}
