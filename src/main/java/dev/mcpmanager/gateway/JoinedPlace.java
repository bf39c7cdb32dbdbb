package dev.mcpmanager.gateway;

import dev.mcpmanager.catalog.View;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.RawJson;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The address of all servers, or of those of a profile, and what the manager itself says there. Thread-safe.
 *
 * @param profile empty for all servers
 */
record JoinedPlace(JoinedServers all, Optional<String> profile, View view) implements LegacyPlace {
    /** Most servers that the instructions name. */
    static final int MAX_NAMED = 100;

    @Override
    public Optional<JoinedSession> find(String sessionId) {
        return all.session(sessionId)
                .filter(session -> session.place().profile().equals(profile));
    }

    @Override
    public void open(LegacyOpening opening) {
        String version = opening.version();
        all.begin(new JoinedSession(
                opening.client(version, all.parts().replayMemory()),
                this,
                opening.params().object().json()));
        ObjectNode result = Json.STRICT.createObjectNode().put("protocolVersion", version);
        ObjectNode capabilities = capabilities();
        capabilities.putObject("logging");
        result.set("capabilities", capabilities);
        result.set("serverInfo", info());
        result.put("instructions", instructions());
        opening.succeed(RawJson.of(result));
    }

    /** What the manager answers to {@code server/discover}. */
    RawJson discovered() {
        ObjectNode result = Json.STRICT.createObjectNode().put("resultType", "complete");
        result.put("ttlMs", 0).put("cacheScope", "private");
        result.putArray("supportedVersions").add(Eras.MODERN);
        result.set("capabilities", capabilities());
        result.put("instructions", instructions());
        result.putObject("_meta").set("io.modelcontextprotocol/serverInfo", info());
        return RawJson.of(result);
    }

    /** Of all that servers can have, as servers come and go. */
    private static ObjectNode capabilities() {
        ObjectNode capabilities = Json.STRICT.createObjectNode();
        capabilities.putObject("tools").put("listChanged", true);
        capabilities.putObject("prompts").put("listChanged", true);
        capabilities.putObject("resources").put("listChanged", true).put("subscribe", true);
        capabilities.putObject("completions");
        return capabilities;
    }

    private ObjectNode info() {
        return Json.STRICT
                .createObjectNode()
                .put("name", all.manager().name())
                .put("version", all.manager().version());
    }

    private String instructions() {
        List<String> names = view.serverNames();
        String named =
                names.stream().limit(MAX_NAMED).reduce((a, b) -> a + ", " + b).orElse("none runs now");
        return "Several MCP servers at one address. Names of tools and prompts begin with the server's name and __. "
                + "Servers: " + named + (names.size() > MAX_NAMED ? " and more." : ".");
    }
}
