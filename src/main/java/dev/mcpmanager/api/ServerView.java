package dev.mcpmanager.api;

import dev.mcpmanager.health.CurrentHealth;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerJson;
import dev.mcpmanager.supervision.ServerSnapshot;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A server as the API shows it: its definition and its state. Every field is always there, null where it has no value. Stateless. */
public final class ServerView {
    private static final List<String> FIELDS = List.of(
            "id",
            "name",
            "type",
            "command",
            "args",
            "workingDirectory",
            "environment",
            "image",
            "port",
            "url",
            "transport",
            "mcpPath",
            "healthEndpoint",
            "autostart",
            "restart",
            "health",
            "config",
            "status",
            "signIn",
            "healthStatus",
            "lastHealthCheck",
            "processId",
            "containerId",
            "createdAt",
            "updatedAt");

    private ServerView() {}

    public static ObjectNode of(ServerDefinition definition, ServerSnapshot snapshot, CurrentHealth health) {
        ObjectNode view = Json.STRICT.createObjectNode();
        FIELDS.forEach(view::putNull);
        view.putArray("args");
        view.putObject("environment");
        view.setAll(ServerJson.of(definition));
        view.put("status", snapshot.status().text());
        view.putPOJO("signIn", SignInView.of(snapshot.signIn()));
        view.put("healthStatus", health.state().status());
        health.lastCheck().ifPresent(check -> view.put("lastHealthCheck", WireTime.text(check.at())));
        snapshot.processId().ifPresent(pid -> view.put("processId", pid.longValue()));
        snapshot.container().ifPresent(container -> view.put("containerId", container.id()));
        return view;
    }
}
