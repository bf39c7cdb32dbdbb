package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is recorded of clients' calls, and what the API tells of it. */
@Timeout(60)
class CallRecordIT {

    @TempDir
    private Path directory;

    private static List<JsonNode> calls(HostileServer server, String query) throws IOException, InterruptedException {
        List<JsonNode> calls = new ArrayList<>();
        server.manager()
                .get("/api/servers/hostile/calls" + query)
                .data()
                .values()
                .forEach(calls::add);
        return calls;
    }

    private static void call(HostileServer server, String session, int id, String tool, String arguments) {
        server.legacy(session, """
                {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":%s}}""".formatted(id, tool, arguments)).join();
    }

    @Test
    void eachCallIsThereWithItsOutcome() throws Exception {
        try (var server = new HostileServer(directory)) {
            String session = server.initialize();
            call(server, session, 1, "echo", "{\"text\":\"secret\"}");
            call(server, session, 2, "raw", """
                    {"lines":["{\\"jsonrpc\\":\\"2.0\\",\\"id\\":ID,\\"result\\":{\\"content\\":[],\\"isError\\":true}}"]}""");
            server.modern("resources/read", "x:y", "\"uri\":\"x:y\"").join();
            call(server, session, 3, "die", "{}");

            await().until(() -> calls(server, "").size() == 4);
            assertThat(calls(server, ""))
                    .extracting(call -> call.path("method").stringValue() + " "
                            + call.path("name").stringValue() + " "
                            + call.path("client").stringValue() + " "
                            + call.path("outcome").stringValue())
                    .containsExactly(
                            "tools/call die test failed",
                            "resources/read x:y  error",
                            "tools/call raw test tool-error",
                            "tools/call echo test ok");
            assertThat(calls(server, "?outcome=tool-error&limit=1"))
                    .singleElement()
                    .satisfies(call ->
                            assertThat(call.path("responseBytes").intValue()).isPositive());
            assertThat(calls(server, "").toString()).doesNotContain("secret");
        }
    }

    @Test
    void aCallThatItsClientDoesNotWantAnyMoreIsCancelled() throws Exception {
        try (var server = new HostileServer(directory)) {
            String session = server.initialize();
            CompletableFuture<?> waiting = server.legacy(session, """
                    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"wait","arguments":{}}}""");
            // again until the call has come, as it goes another way
            await().until(() -> {
                server.legacy(session, """
                        {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""").join();
                return waiting.isDone();
            });
            await().until(() -> calls(server, "?outcome=cancelled").size() == 1);
        }
    }

    @Test
    void summaryAndHistoryAddUp() throws Exception {
        try (var server = new HostileServer(directory)) {
            String session = server.initialize();
            for (int i = 1; i <= 10; i++) {
                call(server, session, i, "echo", "{\"text\":\"hi\"}");
            }
            await().until(() -> calls(server, "?name=echo").size() == 10);
            for (String base : List.of("/api/servers/hostile/calls", "/api/calls")) {
                JsonNode summary =
                        server.manager().get(base + "/summary?range=24h").data();
                assertThat(summary.path(0).path("name").stringValue()).isEqualTo("echo");
                assertThat(summary.path(0).path("calls").intValue()).isEqualTo(10);
                assertThat(summary.path(0).path("p99").doubleValue()).isPositive();
                JsonNode points =
                        server.manager().get(base + "/history?range=1h").data();
                assertThat(points.size()).isEqualTo(60);
                assertThat(points.valueStream()
                                .mapToInt(point -> point.path("calls").intValue()))
                        .contains(10);
            }
        }
    }

    @Test
    void wrongParametersAreNamed() throws Exception {
        try (var server = new HostileServer(directory)) {
            for (String query : List.of("?outcome=bad", "?before=bad", "?limit=0", "?tool=echo", "/summary?range=2h")) {
                var reply = server.manager().call("GET", "/api/servers/hostile/calls" + query, "");
                assertThat(reply.status()).as(query).isEqualTo(400);
            }
        }
    }
}
