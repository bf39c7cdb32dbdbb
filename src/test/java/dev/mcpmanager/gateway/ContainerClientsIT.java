package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.runtime.docker.TestEngine;
import dev.mcpmanager.web.TestManager;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The reference server in a container that is spoken with over HTTP, and clients of both eras that others wrote. */
@Timeout(120)
class ContainerClientsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RealClient LEGACY = ScriptClient.node("sdk.mjs", "");
    private static final RealClient MODERN = ScriptClient.node("client.mjs", "2026-07-28");

    @TempDir
    private Path directory;

    @Test
    void aLegacyClientCallsEveryTool() throws Exception {
        Scenario scenario = scenario();
        JsonNode tools = run(LEGACY, "/mcp/boxed", scenario).at("/tools/result/tools");
        assertThat(tools.valueStream().map(tool -> tool.path("name").asString()))
                .isNotEmpty()
                .isSubsetOf(scenario.tools());
    }

    @Test
    void aModernClientCallsWhatItsEraHas() throws Exception {
        run(MODERN, "/mcp/boxed", modernScenario());
    }

    @Test
    void aLegacyClientCallsTheToolsAtTheAddressOfAll() throws Exception {
        run(LEGACY, "/mcp", scenario().without(Set.of("task")).joined("boxed"));
    }

    @Test
    void aModernClientCallsTheToolsAtTheAddressOfAll() throws Exception {
        run(MODERN, "/mcp", modernScenario().joined("boxed"));
    }

    private Scenario scenario() throws IOException {
        return Scenario.read("everything", directory);
    }

    private Scenario modernScenario() throws IOException {
        // it logs on another stream than it answers, and after the answer 2026-07-28 has no place for what is logged
        return scenario().without(Set.of("legacy", "task")).notAwaiting("notifications/message");
    }

    private JsonNode run(RealClient client, String path, Scenario scenario) throws Exception {
        try (var manager =
                TestManager.withoutAuthentication(directory, TestEngine.environment(), GatewaySettings.DEFAULT)) {
            manager.create("""
                    {"name": "boxed", "type": "container", "image": "%s", "transport": "http",
                     "args": ["streamableHttp"], "environment": {"GREETING": "hello from the manager"},
                     "config": {"container": {"network": "%s"}}}
                    """.formatted(TestEngine.EVERYTHING, TestEngine.NETWORK));
            assertThat(manager.post("/api/servers/boxed/start", "").status()).isEqualTo(200);
            awaitOffer(URI.create("http://127.0.0.1:" + manager.port() + "/mcp"));
            URI address = URI.create("http://127.0.0.1:" + manager.port() + path);
            Path home = Files.createTempDirectory(directory, "client");
            JsonNode run = client.run(address, TestManager.TOKEN.text(), scenario, home);
            scenario.assertMet(run.path("outcomes"));
            return run.path("outcomes");
        }
    }

    /** Until it listens, for which a client of all servers does not wait long. */
    private static void awaitOffer(URI all) throws Exception {
        SessionClient client = SessionClient.open(all, """
                {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a", "version": "1"}}""");
        await().atMost(PATIENCE).until(() -> JoinedManager.names(client).contains("boxed__echo"));
        client.end();
    }
}
