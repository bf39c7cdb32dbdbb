package dev.mcpmanager.mcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.RealServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RealServersIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final ClientInfo CLIENT = new ClientInfo("mcp-manager", "0.1.0");

    @Test
    void everythingIsListedAndCalled() throws Exception {
        try (var server = RealServer.npm("mcp-server-everything", "stdio")) {
            McpSession session = connect(server);
            assertThat(session.server().era()).isEqualTo(Era.LEGACY);
            assertThat(session.server().protocolVersion()).isEqualTo("2025-11-25");
            assertThat(session.server().name()).contains("mcp-servers/everything");
            assertThat(session.server().instructions()).isPresent();
            assertThat(names(session.listTools(TIMEOUT))).contains("echo", "get-sum", "get-env");
            assertThat(get(session.listResources(TIMEOUT))).isNotEmpty();
            assertThat(get(session.listResourceTemplates(TIMEOUT))).isNotEmpty();
            assertThat(names(session.listPrompts(TIMEOUT))).contains("simple-prompt");
            assertThat(text(call(session, "echo", "{'message':'grüezi 😀'}"))).isEqualTo("Echo: grüezi 😀");
            assertThat(text(call(session, "get-sum", "{'a':2,'b':3}"))).contains("5");
        }
    }

    @Test
    void aLongRunningCallIsCancelledAndTheServerLivesOn() throws Exception {
        try (var server = RealServer.npm("mcp-server-everything", "stdio")) {
            McpSession session = connect(server);
            var running = ToolCalls.call(
                    session,
                    "trigger-long-running-operation",
                    arguments("{'duration':60,'steps':60}"),
                    Duration.ofMillis(200));
            assertThatThrownBy(() -> get(running)).hasMessageContaining("did not answer tools/call within 200 ms");
            assertThat(text(call(session, "echo", "{'message':'still here'}"))).isEqualTo("Echo: still here");
        }
    }

    @Test
    void memoryIsSearched() throws Exception {
        try (var server = RealServer.npm("mcp-server-memory")) {
            McpSession session = connect(server);
            assertThat(session.server().era()).isEqualTo(Era.LEGACY);
            assertThat(names(session.listTools(TIMEOUT))).contains("create_entities", "read_graph");
            assertThat(get(session.listPrompts(TIMEOUT))).isEmpty();
            assertThat(call(session, "search_nodes", "{'query':'nothing is called so'}")
                            .path("structuredContent"))
                    .hasToString("{\"entities\":[],\"relations\":[]}");
        }
    }

    @Test
    void filesystemReadsAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.toRealPath().resolve("a.txt"), "contents");
        try (var server =
                RealServer.npm("mcp-server-filesystem", directory.toRealPath().toString())) {
            McpSession session = connect(server);
            assertThat(session.server().era()).isEqualTo(Era.LEGACY);
            ObjectNode arguments = Json.STRICT.createObjectNode().put("path", file.toString());
            assertThat(text(get(ToolCalls.call(session, "read_text_file", arguments, TIMEOUT))))
                    .isEqualTo("contents");
        }
    }

    @Test
    void timeIsModernAndAnswers() throws Exception {
        try (var server = RealServer.python("mcp-server-time", "--local-timezone", "UTC")) {
            McpSession session = connect(server);
            assertThat(session.server().era()).isEqualTo(Era.MODERN);
            assertThat(names(session.listTools(TIMEOUT))).containsExactly("get_current_time", "convert_time");
            assertThat(text(call(session, "get_current_time", "{'timezone':'UTC'}")))
                    .contains("\"timezone\"");
        }
    }

    @Test
    void timeIsLegacyWhereItIsAskedSo() throws Exception {
        try (var server = RealServer.python("mcp-server-time", "--local-timezone", "UTC")) {
            McpSession session = get(McpSession.openLegacy(server.connection(), CLIENT, TIMEOUT));
            assertThat(session.server().era()).isEqualTo(Era.LEGACY);
            assertThat(names(session.listTools(TIMEOUT))).containsExactly("get_current_time", "convert_time");
        }
    }

    @Test
    void aModernServerIsListedPageByPageAndCalled() throws Exception {
        try (var server = RealServer.modern()) {
            McpSession session = connect(server);
            assertThat(session.server().era()).isEqualTo(Era.MODERN);
            assertThat(session.server().protocolVersion()).isEqualTo("2026-07-28");
            assertThat(session.server().title()).contains("Modern test server");
            assertThat(session.server().instructions()).contains("For tests only");
            assertThat(names(session.listTools(TIMEOUT)))
                    .containsExactly("echo", "meta", "ask", "consult", "slow", "noise");
            assertThat(get(session.listResources(TIMEOUT))).hasSize(25).doesNotHaveDuplicates();
            assertThat(get(session.listResourceTemplates(TIMEOUT))).hasSize(1);
            assertThat(names(session.listPrompts(TIMEOUT))).hasSize(12).doesNotHaveDuplicates();
            assertThat(text(call(session, "echo", "{'message':'hi'}"))).isEqualTo("hi");
            assertThat(text(call(session, "meta", "{}"))).contains("\"name\":\"mcp-manager\"");
            assertThatThrownBy(() -> call(session, "ask", "{}"))
                    .hasMessageContaining("answered tools/call with a result of type input_required");
            assertThatThrownBy(() -> call(session, "absent", "{}")).hasMessageContaining("no tool absent");
        }
    }

    @Test
    void aModernServerStopsACallThatTakesTooLong() throws Exception {
        try (var server = RealServer.modern()) {
            McpSession session = connect(server);
            var running = ToolCalls.call(session, "slow", arguments("{}"), Duration.ofMillis(200));
            assertThatThrownBy(() -> get(running)).hasMessageContaining("did not answer tools/call within 200 ms");
            await().until(() -> server.stderr().contains("slow was cancelled"));
        }
    }

    @Test
    void strayLinesOnStdoutDoNotBreakTheStream() throws Exception {
        try (var server = RealServer.modern()) {
            McpSession session = connect(server);
            assertThat(text(call(session, "noise", "{}"))).isEqualTo("was noisy");
            assertThat(server.listener().stray)
                    .containsExactly(
                            "just a line", "{\"level\":\"info\",\"msg\":\"a line of JSON\"}", "\ufffd\0\ufffd");
        }
    }

    @Test
    void aModernServerThatStartsSlowlyIsStillModern() throws Exception {
        try (var server = RealServer.modern("--deaf-for", "500")) {
            McpSession session = connect(server, Duration.ofMillis(1));
            assertThat(session.server().era()).isEqualTo(Era.MODERN);
            assertThat(text(call(session, "echo", "{'message':'hi'}"))).isEqualTo("hi");
        }
    }

    @Test
    void aServerThatSticksToTheFirstQuestionIsModern() throws Exception {
        try (var server = RealServer.python("mcp-server-time", "--local-timezone", "UTC")) {
            McpSession session = connect(server, Duration.ofMillis(1));
            assertThat(session.server().era()).isEqualTo(Era.MODERN);
            assertThat(names(session.listTools(TIMEOUT))).isNotEmpty();
        }
    }

    @Test
    void aServerThatLetsTheLastQuestionDecideIsLegacy() throws Exception {
        try (var server = RealServer.modern("--both-eras", "--deaf-for", "3000")) {
            McpSession session = connect(server, Duration.ofSeconds(2));
            assertThat(session.server().era()).isEqualTo(Era.LEGACY);
            assertThat(text(call(session, "echo", "{'message':'hi'}"))).isEqualTo("hi");
        }
    }

    private static McpSession connect(RealServer server) throws Exception {
        return get(McpSession.open(server.connection(), CLIENT, TIMEOUT));
    }

    /** With {@code probeTimeout} short enough, both questions are in the pipe before the server reads the first. */
    private static McpSession connect(RealServer server, Duration probeTimeout) throws Exception {
        return get(new Handshake(server.connection(), CLIENT, probeTimeout).probe(TIMEOUT));
    }

    private static JsonNode call(McpSession session, String tool, String arguments) throws Exception {
        return get(ToolCalls.call(session, tool, arguments(arguments), TIMEOUT));
    }

    private static ObjectNode arguments(String json) {
        return (ObjectNode) Json.STRICT.readTree(json.replace('\'', '"'));
    }

    private static String text(JsonNode result) {
        return result.path("content").path(0).path("text").asString();
    }

    private static List<String> names(CompletableFuture<List<JsonNode>> items) throws Exception {
        return get(items).stream().map(item -> item.path("name").asString()).toList();
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(90, SECONDS);
    }
}
