package dev.mcpmanager.gateway;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.RawJson;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The address of one server, as legacy clients see it: they share its process, or have one each. Thread-safe. */
record ServerPlace(ServedServer server, GatewayParts parts, DedicatedSessions dedicated) implements LegacyPlace {

    @Override
    public Optional<LegacySession> find(String sessionId) {
        return server.session(sessionId).or(() -> dedicated.find(server.id(), sessionId));
    }

    @Override
    public void open(LegacyOpening opening) {
        ServedServer own = dedicated.isFor(server.id())
                ? dedicated.reserve(
                        server.id(),
                        opening.sessionId(),
                        opening.params().object().json())
                : server;
        own.runs().whenConnected(run -> opened(own, opening, run), problem -> {
            own.source().close();
            parts.sessions().decrementAndGet();
            opening.fail(own.source().refusal(), problem);
        });
    }

    private static void opened(ServedServer server, LegacyOpening opening, Upstream run) {
        boolean shared = server.source().isShared();
        String version = shared ? opening.version() : run.protocolVersion();
        server.begin(new LegacySession(opening.client(version, server.replayMemory()), server, Optional.empty()));
        opening.succeed(shared ? initialized(run, version) : run.answer().json());
    }

    /** What a legacy server answered to the manager, with the client's version; or what a modern one would. */
    private static RawJson initialized(Upstream run, String version) {
        ObjectNode result = Json.STRICT.createObjectNode();
        result.put("protocolVersion", version);
        result.set("capabilities", run.capabilities().tree());
        Optional<RawJson> info = run.isModern()
                ? run.answer()
                        .get("_meta")
                        .map(RawJson::tree)
                        .map(meta -> meta.get("io.modelcontextprotocol/serverInfo"))
                        .map(RawJson::of)
                : run.answer().get("serverInfo");
        result.set(
                "serverInfo",
                info.map(RawJson::tree)
                        .orElseGet(() -> Json.STRICT
                                .createObjectNode()
                                .put("name", "unnamed")
                                .put("version", "unknown")));
        run.answer().text("instructions").ifPresent(text -> result.put("instructions", text));
        return RawJson.of(result);
    }
}
