package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.RealHttpServer;
import dev.mcpmanager.mcp.testing.RealServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What passes between the manager and a server is logged while that is wanted, without secrets. */
@Timeout(60)
class WireTraceIT {
    @TempDir
    private Path directory;

    private TestManager manager;

    @BeforeEach
    void start() {
        manager = new TestManager(directory);
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stdio", "streamableHttp", "sse"})
    void messagesAreLoggedWhileThatIsWanted(String mode) throws Exception {
        manager.create(everything(mode).toString());
        assertThat(manager.post("/api/servers/everything/start", "").status()).isEqualTo(200);
        await().untilAsserted(() -> echo("untraced before", "b"));
        trace(true);
        echo("meanwhile", "s3cret-argument");
        assertThat(manager.post("/api/servers/everything/tools/get-env/call", "{}")
                        .status())
                .isEqualTo(200);
        trace(false);
        echo("untraced after", "a");

        List<String> lines = await().until(this::lines, found -> found.size() >= 4);
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("--> {\"jsonrpc\":\"2.0\",\"id\":")
                        .contains("\"method\":\"tools/call\"", "\"message\":\"meanwhile\"", "\"apiKey\":\"[secret]\""))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("<-- {\"jsonrpc\":\"2.0\",\"id\":")
                        .contains("Echo: meanwhile"))
                .anySatisfy(line -> assertThat(line).startsWith("<-- ").contains("MY_TOKEN", "[secret]"))
                .noneSatisfy(line -> assertThat(line).containsAnyOf("untraced", "s3cret"));
    }

    private static ObjectNode everything(String mode) throws Exception {
        ObjectNode server = Json.STRICT.createObjectNode();
        server.put("name", "everything").put("type", "nodejs");
        server.put(
                "command",
                RealServer.installed("node_modules", ".bin", "mcp-server-everything")
                        .toString());
        server.putArray("args").add(mode);
        ObjectNode environment = server.putObject("environment").put("MY_TOKEN", "s3cret-value");
        if (!mode.equals("stdio")) {
            int port = RealHttpServer.freePort();
            environment.put("PORT", Integer.toString(port));
            server.put("transport", "http").put("port", port).put("mcpPath", mode.equals("sse") ? "/sse" : "/mcp");
        }
        return server;
    }

    private void trace(boolean wanted) throws Exception {
        TestManager.Reply reply =
                manager.call("PATCH", "/api/servers/everything", "{\"config\": {\"wireTrace\": %s}}".formatted(wanted));
        assertThat(reply.status()).isEqualTo(200);
    }

    private void echo(String message, String key) throws Exception {
        TestManager.Reply reply = manager.post(
                "/api/servers/everything/tools/echo/call",
                "{\"arguments\": {\"message\": \"%s\", \"apiKey\": \"%s\"}}".formatted(message, key));
        assertThat(reply.response().body()).contains("Echo: " + message);
    }

    private List<String> lines() throws Exception {
        return manager.get("/api/servers/everything/logs/search?source=wire")
                .data()
                .valueStream()
                .map(line -> line.path("message").asString())
                .toList();
    }
}
