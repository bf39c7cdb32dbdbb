package dev.mcpmanager.gateway;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Reply;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Script;
import java.net.URI;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Remote servers of either era that do in calls as they are told, and how they are defined. */
final class RemoteScripts {
    static final String SECRET = "hunter2-hunter2";

    private RemoteScripts() {}

    static ObjectNode definition(URI address) {
        ObjectNode definition = Json.STRICT.createObjectNode();
        definition.put("type", "remote").put("url", address.toString());
        definition.putObject("config").putObject("headers").put("Authorization", SECRET);
        return definition;
    }

    static Script modern(Script calls) {
        return request -> switch (request.method()) {
            case "server/discover" -> Reply.result("""
                        {"resultType": "complete", "supportedVersions": ["2026-07-28"], "capabilities": {"tools": {}}}
                        """);
            case "tools/list" -> Reply.result("{\"resultType\": \"complete\", \"tools\": []}");
            default ->
                request.message().at("/params/name").asString().equals("good") ? result("good") : calls.answer(request);
        };
    }

    static Script legacy(String session, Script calls) {
        return request -> switch (request.method()) {
            case "server/discover" -> Reply.error(400, -32000);
            case "initialize" -> Reply.result("""
                        {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}},
                         "serverInfo": {"name": "s", "version": "1"}}
                        """).with("Mcp-Session-Id", session);
            case "GET" -> new Reply(405, Map.of(), "");
            case "notifications/initialized", "notifications/cancelled", "DELETE" -> Reply.ACCEPTED;
            default ->
                session.equals(request.headers().getFirst("Mcp-Session-Id"))
                        ? calls.answer(request)
                        : Reply.error(404, -32001);
        };
    }

    static Reply result(String text) {
        return Reply.result(
                "{\"resultType\":\"complete\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]}".formatted(text));
    }
}
