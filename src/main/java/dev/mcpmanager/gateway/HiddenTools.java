package dev.mcpmanager.gateway;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Keeps from clients the tools of a server that are switched off. Immutable.
 *
 * @param names as the server has them
 */
record HiddenTools(Set<String> names) {
    private static final String TOOLS = "tools";

    /** Why a request is not for the server, if it is for a hidden tool. */
    Optional<String> refusal(String method, Optional<Params> params) {
        if (names.isEmpty() || !method.equals("tools/call")) {
            return Optional.empty();
        }
        Optional<String> name = params.flatMap(known -> known.object().text("name"));
        return name.isEmpty()
                // servers may read in it what the gateway does not
                ? Optional.of("params must be an object with the tool's name, which repeats no member, and whose _meta,"
                        + " if any, is an object, as tools of this server are switched off in the manager")
                : name.filter(names::contains).map(tool -> "The tool " + tool + " is switched off in the manager");
    }

    /** The same without them. */
    Response without(String method, Response response) {
        return switch (response) {
            case Failure _ -> response;
            case Result result ->
                names.isEmpty() || !method.equals("tools/list")
                        ? response
                        : new Result(result.id(), without(result.result()));
        };
    }

    private RawJson without(RawJson result) {
        Optional<RawObject> object = RawObject.of(result, List.of(TOOLS));
        return object.flatMap(page -> page.get(TOOLS))
                .map(tools -> object.orElseThrow().with(Map.of(TOOLS, shown(tools))))
                .orElse(result);
    }

    private RawJson shown(RawJson tools) {
        ArrayNode shown = Json.STRICT.createArrayNode();
        try {
            for (JsonNode tool : tools.tree().values()) {
                if (!names.contains(tool.path("name").asString(""))) {
                    shown.add(tool);
                }
            }
        } catch (JacksonException e) {
            // in a list that repeats members nobody can tell which tools are hidden: it shows none
            shown.removeAll();
        }
        return RawJson.of(shown);
    }
}
