package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.runtime.docker.TestEngine;
import dev.mcpmanager.web.TestManager;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sessions that have a container of the server each, in a real engine. */
@Timeout(120)
class DedicatedContainersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLIENT = """
            {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a", "version": "1"}}""";

    @TempDir
    private Path directory;

    private List<String> containers() {
        return TestEngine.containersOf(directory.getFileName().toString());
    }

    @Test
    void eachSessionHasAContainerAndNoneStays() throws Exception {
        Path scripts = Path.of(Objects.requireNonNull(DedicatedContainersIT.class.getResource("/servers"))
                .toURI());
        ObjectNode definition = Json.STRICT.createObjectNode();
        definition
                .put("name", "own")
                .put("type", "container")
                .put("image", TestEngine.EVERYTHING)
                .put("command", "/bin/node");
        definition.putArray("args").add("/srv/remembering.js").add("/none");
        definition
                .withObject("/config")
                .put("sessions", "dedicated")
                .withObject("container")
                .putArray("mounts")
                .addObject()
                .put("source", scripts.toString())
                .put("target", "/srv");
        try (var manager =
                TestManager.withoutAuthentication(directory, TestEngine.environment(), GatewaySettings.DEFAULT)) {
            manager.create(definition.toString());
            assertThat(manager.post("/api/servers/own/start", "").status()).isEqualTo(200);
            URI address = URI.create("http://127.0.0.1:" + manager.port() + "/mcp/own");
            SessionClient one = SessionClient.open(address, CLIENT);
            SessionClient other = SessionClient.open(address, CLIENT);
            one.told("remember");
            // the server's own, the two, and the spare one
            await().atMost(PATIENCE).until(() -> containers().size() == 4);

            assertThat(one.told("remember").path("count").asInt()).isEqualTo(2);
            assertThat(other.told("remember").path("count").asInt()).isEqualTo(1);

            JsonNode error = one.told("exit");
            assertThat(error.path("code").asInt()).isNegative();
            assertThat(one.told("remember").path("count").asInt()).isEqualTo(1);
            assertThat(other.told("remember").path("count").asInt()).isEqualTo(2);

            // its end leaves the containers of sessions alone
            String supervised =
                    manager.get("/api/servers/own").data().path("containerId").asString();
            TestEngine.kill(supervised);
            await().atMost(PATIENCE).until(() -> {
                JsonNode now = manager.get("/api/servers/own").data();
                return now.path("status").asString().equals("running")
                        && !now.path("containerId").asString("").equals(supervised);
            });
            assertThat(other.told("remember").path("count").asInt()).isEqualTo(3);

            other.end();
            await().atMost(PATIENCE).until(() -> containers().size() == 3);
            manager.post("/api/servers/own/stop", "");
            assertThat(containers()).isEmpty();
        }
    }
}
