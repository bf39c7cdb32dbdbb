package dev.mcpmanager.catalog;

import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One item of a server's list. Immutable.
 *
 * @param own its name, or its URI, as the server has it
 * @param json as the server wrote it
 */
record Listed(String own, RawObject json) {

    /** Empty for what no client could name. */
    static Optional<Listed> of(ListKind kind, JsonNode item) {
        return RawObject.of(RawJson.of(item), List.of(kind.key()))
                .flatMap(json -> json.text(kind.key()).map(own -> new Listed(own, json)));
    }

    RawJson offeredAs(ListKind kind, String offered) {
        return offered.equals(own) ? json.json() : json.with(Map.of(kind.key(), RawJson.text(offered)));
    }

    boolean isSame(Listed other) {
        return json.json().equals(other.json.json());
    }
}
