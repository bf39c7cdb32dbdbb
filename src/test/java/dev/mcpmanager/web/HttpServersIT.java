package dev.mcpmanager.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.RealServer;
import dev.mcpmanager.web.TestManager.Reply;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real servers that are spoken with over HTTP, as users of the API see them. */
@Timeout(120)
class HttpServersIT {
    private static final String EVERYTHING = RealServer.installed("node_modules", ".bin", "mcp-server-everything")
            .toString();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static TestManager manager;

    @BeforeAll
    static void start() {
        manager = new TestManager(directory);
    }

    @AfterAll
    static void stop() {
        manager.close();
    }

    private static void start(String name, String mcpPath, List<String> command) throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var definition = Json.STRICT.createObjectNode();
        definition
                .put("name", name)
                .put("type", "command")
                .put("command", command.getFirst())
                .put("transport", "http")
                .put("mcpPath", mcpPath)
                .put("port", port);
        command.stream().skip(1).forEach(definition.putArray("args")::add);
        definition.putObject("environment").put("PORT", Integer.toString(port));
        manager.create(definition.toString());
        assertThat(manager.post("/api/servers/" + name + "/start", "").status()).isEqualTo(200);
    }

    private static Reply tools(String name) throws Exception {
        return manager.get("/api/servers/" + name + "/tools");
    }

    private static void awaitTools(String name, String tool) {
        await().atMost(PATIENCE).until(() -> tools(name).data().toString().contains("\"name\":\"" + tool + "\""));
    }

    private static Reply call(String name, String tool, String body) throws Exception {
        return manager.post(
                "/api/servers/" + name + "/tools/"
                        + URLEncoder.encode(tool, UTF_8).replace("+", "%20") + "/call",
                body);
    }

    private static JsonNode mcp(String name) throws Exception {
        return manager.status(name).path("details").path("mcp");
    }

    @Test
    void aLegacyServerOffersAndCallsItsToolsAlsoAfterARestart() throws Exception {
        start("legacy", "/mcp", List.of(EVERYTHING, "streamableHttp"));
        for (int i = 0; i < 2; i++) {
            assertThat(mcp("legacy").isNull()).isTrue();
            awaitTools("legacy", "echo");
            assertThat(mcp("legacy").path("era").asString()).isEqualTo("legacy");
            assertThat(mcp("legacy").path("name").asString()).contains("everything");
            assertThat(call("legacy", "echo", "{\"arguments\": {\"message\": \"hi\"}}")
                            .data()
                            .toString())
                    .contains("Echo: hi");
            assertThat(manager.get("/api/servers/legacy/prompts").data().isEmpty())
                    .isFalse();
            assertThat(manager.post("/api/servers/legacy/restart", "").status()).isEqualTo(200);
        }
    }

    @Test
    void aModernServerOffersAndCallsItsTools() throws Exception {
        start(
                "modern",
                "/mcp",
                List.of("node", RealServer.installed("modern", "http.mjs").toString()));
        awaitTools("modern", "echo größe");
        assertThat(mcp("modern").path("era").asString()).isEqualTo("modern");
        assertThat(call("modern", "echo größe", "{\"arguments\": {\"message\": \"hi\"}}")
                        .data()
                        .toString())
                .contains("Echo: hi");
    }

    @Test
    void aCallThatTakesTooLongEndsInTimeAndTheNextIsAnswered() throws Exception {
        start("slow", "/mcp", List.of(EVERYTHING, "streamableHttp"));
        awaitTools("slow", "trigger-long-running-operation");

        Reply reply = call(
                "slow",
                "trigger-long-running-operation",
                "{\"arguments\": {\"duration\": 60, \"steps\": 2}, \"timeout\": \"500ms\"}");

        reply.assertProblem(504, "server slow did not answer tools/call within 500 ms");
        assertThat(call("slow", "echo", "{\"arguments\": {\"message\": \"hi\"}}")
                        .data()
                        .toString())
                .contains("Echo: hi");
    }

    @Test
    void aServerThatWasRestartedBehindItsSessionIsConnectedAgain() throws Exception {
        start("behind", "/mcp", List.of("sh", "-c", "while :; do " + EVERYTHING + " streamableHttp; done"));
        awaitTools("behind", "echo");
        long shell = manager.status("behind").path("details").path("pid").asLong();

        ProcessHandle.of(shell).orElseThrow().children().forEach(server -> {
            server.destroyForcibly();
            server.onExit().join();
        });

        awaitTools("behind", "echo");
        assertThat(manager.status("behind").path("details").path("pid").asLong())
                .isEqualTo(shell);
    }

    @Test
    void whatDoesNotListenSpeakMcpOrHaveAPortSaysSoWithTheRemedy() throws Exception {
        start("deaf", "/mcp", List.of("sleep", "1000"));
        tools("deaf")
                .assertProblem(
                        503, "server deaf does not answer: connection refused: nothing listens at http://127.0.0.1:");
        start("lost", "/elsewhere", List.of(EVERYTHING, "streamableHttp"));
        await().atMost(PATIENCE).until(() -> tools("lost").status() == 502);
        tools("lost").assertProblem(502, "check mcpPath");
        manager.create("""
                {"name": "portless", "type": "command", "command": "sleep", "args": ["1000"], "transport": "http"}
                """);
        tools("portless").assertProblem(503, "is not running");
        manager.post("/api/servers/portless/start", "");
        tools("portless")
                .assertProblem(503, "Server portless has transport http, but no port: set port, then restart it");
    }
}
