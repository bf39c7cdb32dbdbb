package dev.mcpmanager.server;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.secret.SecretNames;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Definitions as JSON, the shape that {@link ServerValidator} reads; a secret shows as {@code {"secret": true}}. Stateless. */
public final class ServerJson {

    /** Fields that servers have in answers and that are ignored in input, so that what was read can be sent back. */
    public static final Set<String> READ_ONLY = Set.of(
            "id",
            "status",
            "signIn",
            "healthStatus",
            "lastHealthCheck",
            "processId",
            "containerId",
            "createdAt",
            "updatedAt");

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private ServerJson() {}

    /** A new tree with all that the user can set, {@code id}, {@code createdAt} and {@code updatedAt}. */
    public static ObjectNode of(ServerDefinition server) {
        ObjectNode json = Json.STRICT.createObjectNode();
        json.put("id", server.id())
                .put("name", server.name())
                .put("type", server.type().text());
        launch(json, server.launch());
        server.port().ifPresent(port -> json.put("port", port.intValue()));
        json.put("transport", server.transport().text());
        if (server.type() != ServerType.REMOTE) {
            json.put("mcpPath", server.mcpPath());
        }
        server.healthEndpoint().ifPresent(endpoint -> json.put("healthEndpoint", endpoint));
        json.put("autostart", server.autostart());
        json.set("restart", restart(server.restart()));
        json.set("health", health(server.health()));
        ObjectNode config = config(server);
        if (server.launch() instanceof Launch.RemoteUrl remote) {
            config.set("headers", values(remote.headers()));
            if (!remote.oauth().isEmpty()) {
                config.set("oauth", values(remote.oauth()));
            }
        }
        json.set("config", config);
        return json.put("createdAt", instant(server.createdAt())).put("updatedAt", instant(server.updatedAt()));
    }

    private static void launch(ObjectNode json, Launch launch) {
        switch (launch) {
            case Launch.LocalCommand local -> {
                json.put("command", local.command());
                local.args().forEach(json.putArray("args")::add);
                local.workingDirectory().ifPresent(directory -> json.put("workingDirectory", directory));
                json.set("environment", values(local.environment()));
            }
            case Launch.ContainerImage container -> {
                json.put("image", container.image());
                container.command().ifPresent(command -> json.put("command", command));
                container.args().forEach(json.putArray("args")::add);
                json.set("environment", values(container.environment()));
            }
            case Launch.RemoteUrl remote -> json.put("url", remote.url().toString());
        }
    }

    private static ObjectNode values(Map<String, EnvironmentValue> values) {
        ObjectNode json = Json.STRICT.createObjectNode();
        values.forEach((name, value) -> {
            if (value.secret()) {
                json.putObject(name).put("secret", true);
            } else if (SecretNames.isSecret(name)) {
                json.putObject(name).put("value", value.value()).put("secret", false);
            } else {
                json.put(name, value.value());
            }
        });
        return json;
    }

    static ObjectNode restart(RestartSettings restart) {
        return Json.STRICT
                .createObjectNode()
                .put("policy", restart.policy().text())
                .put("backoff", Durations.format(restart.backoff()))
                .put("maxBackoff", Durations.format(restart.maxBackoff()))
                .put("stableAfter", Durations.format(restart.stableAfter()))
                .put("maxFailures", restart.maxFailures())
                .put("failureWindow", Durations.format(restart.failureWindow()));
    }

    static ObjectNode health(HealthSettings health) {
        ObjectNode json = Json.STRICT
                .createObjectNode()
                .put("interval", Durations.format(health.interval()))
                .put("timeout", Durations.format(health.timeout()))
                .put("failureThreshold", health.failureThreshold())
                .put("successThreshold", health.successThreshold());
        health.restartAfter().ifPresent(checks -> json.put("restartAfter", checks.intValue()));
        health.expectedStatus().ifPresent(status -> json.put("expectedStatus", status.intValue()));
        health.expectedBody().ifPresent(text -> json.put("expectedBody", text));
        return json;
    }

    /** The object under {@code config}, but for secrets. */
    static ObjectNode config(ServerDefinition server) {
        ServerConfig config = server.config();
        ObjectNode json = Json.STRICT
                .createObjectNode()
                .put("startTimeout", Durations.format(config.startTimeout()))
                .put("stopTimeout", Durations.format(config.stopTimeout()));
        if (server.transport() == Transport.STDIO) {
            json.put("sessions", config.sessions().text());
        }
        ObjectNode logs = Json.STRICT.createObjectNode();
        config.logs().maxAge().ifPresent(age -> logs.put("maxAge", Durations.format(age)));
        config.logs().maxBytes().ifPresent(bytes -> logs.put("maxSize", Sizes.format(bytes)));
        if (!logs.isEmpty()) {
            json.set("logs", logs);
        }
        if (config.sessions() == SessionMode.DEDICATED) {
            json.put("maxSessions", config.maxSessions());
        }
        if (!config.offered()) {
            json.put("offered", false);
        }
        if (!config.disabledTools().isEmpty()) {
            config.disabledTools().stream().sorted().forEach(json.putArray("disabledTools")::add);
        }
        if (config.wireTrace()) {
            json.put("wireTrace", true);
        }
        if (server.launch() instanceof Launch.ContainerImage) {
            json.set("container", ContainerJson.of(config.container()));
        }
        return json;
    }

    /** An instant as the API writes it: ISO 8601, UTC, always with milliseconds. */
    public static String instant(Instant at) {
        return MILLIS.format(at);
    }
}
