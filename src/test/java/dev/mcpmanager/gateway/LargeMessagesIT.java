package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.web.TestManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LargeMessagesIT {

    /** Answers a call with as many bytes of text as asked for, and with how many came. */
    private static final String SERVER = """
            import json, sys
            for line in sys.stdin:
                m = json.loads(line)
                if m.get("method") == "initialize":
                    result = {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}},
                              "serverInfo": {"name": "large", "version": "1"}}
                elif m.get("method") == "tools/call":
                    arguments = m["params"]["arguments"]
                    text = "x" * arguments.get("bytes", 0) + str(len(arguments.get("text", "")))
                    result = {"content": [{"type": "text", "text": text}]}
                elif "id" in m and m.get("method") != "server/discover":
                    result = {}
                elif "id" in m:
                    print(json.dumps({"jsonrpc": "2.0", "id": m["id"],
                                      "error": {"code": -32601, "message": "no"}}), flush=True)
                    continue
                else:
                    continue
                print(json.dumps({"jsonrpc": "2.0", "id": m["id"], "result": result}), flush=True)
            """;

    private static final int MIB = 1024 * 1024;

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private TestManager manager;

    @BeforeEach
    void start() throws Exception {
        Path script = Files.writeString(directory.resolve("large.py"), SERVER);
        manager = TestManager.withoutAuthentication(Files.createDirectory(directory.resolve("data")));
        var definition = Json.STRICT.createObjectNode();
        definition.put("name", "large").put("type", "command").put("command", "python3");
        definition.putArray("args").add(script.toString());
        manager.create(definition.toString());
        assertThat(manager.post("/api/servers/large/start", "").status()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        http.close();
        manager.close();
    }

    private CompletableFuture<HttpResponse<String>> call(int id, int answer, int text) {
        var body = Json.STRICT.createObjectNode();
        body.put("jsonrpc", "2.0").put("id", id).put("method", "tools/call");
        var params = body.putObject("params").put("name", "x");
        params.putObject("arguments").put("bytes", answer).put("text", "y".repeat(text));
        var meta = params.putObject("_meta").put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
        meta.putObject("io.modelcontextprotocol/clientCapabilities");
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + manager.port() + "/mcp/large"))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .header("MCP-Protocol-Version", "2026-07-28")
                        .header("Mcp-Method", "tools/call")
                        .header("Mcp-Name", "x")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The message of an answer, also when it took so long that it came as an event. */
    private static JsonNode message(HttpResponse<String> response) {
        String body = response.body();
        return Json.STRICT.readTree(
                body.startsWith("{")
                        ? body
                        : body.substring(body.indexOf("data: {") + 6).strip());
    }

    @Test
    void messagesToTheBoundPassInBothDirections() throws Exception {
        JsonNode answer = message(call(1, 19 * MIB, 19 * MIB).get());
        String text = answer.path("result").path("content").path(0).path("text").asString();
        assertThat(text).hasSize(19 * MIB + 8).endsWith("x" + 19 * MIB);
    }

    @Test
    void aRequestBeyondTheBoundIsRefusedAndNamesTheSetting() throws Exception {
        HttpResponse<String> refused = call(1, 0, 21 * MIB).get();
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("max-message-size");
        assertThat(message(call(2, 1, 1).get()).path("id").asInt()).isEqualTo(2);
    }

    @Test
    void anAnswerBeyondTheBoundFailsItsCallAndNoOther() throws Exception {
        var tooLong = call(1, 21 * MIB, 0);
        var next = call(2, 1, 1);
        assertThat(message(tooLong.get()).path("error").path("message").asString())
                .contains("max-message-size");
        assertThat(message(next.get()).path("result").isObject()).isTrue();
    }

    @Test
    void manyLargeAnswersAtOnceComeOrFailWithAnErrorEach() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls =
                IntStream.range(0, 8).mapToObj(id -> call(id, 18 * MIB, 0)).toList();
        for (int id = 0; id < calls.size(); id++) {
            JsonNode answer = message(calls.get(id).get());
            assertThat(answer.path("id").asInt()).isEqualTo(id);
            assertThat(answer.has("result") || answer.has("error")).isTrue();
        }
        assertThat(message(call(100, 1, 1).get()).path("result").isObject()).isTrue();
    }
}
