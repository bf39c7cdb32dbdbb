package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.web.TestManager.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Start, stop, status, events, tools and logs, over a real socket with real processes. */
class LifecycleApiIT {
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

    @Test
    void startStopAndRestartReturnWhenItIsDoneAndMayBeRepeated() throws Exception {
        manager.createFixture("life");

        JsonNode started = manager.post("/api/servers/life/start", "").data();
        assertThat(started.path("status").asString()).isEqualTo("running");
        assertThat(manager.post("/api/servers/life/start", "")
                        .data()
                        .path("details")
                        .path("pid"))
                .isEqualTo(started.path("details").path("pid"));
        JsonNode restarted = manager.post("/api/servers/life/restart", "").data();
        assertThat(restarted.path("details").path("pid"))
                .isNotEqualTo(started.path("details").path("pid"));

        assertThat(manager.post("/api/servers/life/stop", "")
                        .data()
                        .path("status")
                        .asString())
                .isEqualTo("stopped");
        assertThat(manager.post("/api/servers/life/stop", "").status()).isEqualTo(200);
        Reply asked = manager.post("/api/servers/life/start?wait=false", "");
        assertThat(asked.status()).isEqualTo(202);
        await().until(() -> manager.status("life").path("status").asString().equals("running"));
    }

    @Test
    void theStatusTellsOfTheProcessAndItsMcp() throws Exception {
        manager.createFixture("status");
        JsonNode stopped = manager.status("status");
        assertThat(stopped.path("healthStatus").asString()).isEqualTo("unknown");
        assertThat(stopped.path("details").path("pid").isNull()).isTrue();

        manager.post("/api/servers/status/start", "");
        // what a tree uses is measured for all servers together, from time to time
        await().until(() ->
                manager.status("status").path("details").path("memory").asLong() > 1_000_000);
        JsonNode details = manager.status("status").path("details");
        assertThat(details.path("pid").asLong()).isPositive();
        assertThat(details.path("uptime").asLong()).isNotNegative();
        assertThat(details.path("cpu").isNumber()).isTrue();
        assertThat(details.path("mcp").toString())
                .isEqualTo(
                        "{\"era\":\"legacy\",\"protocolVersion\":\"2025-11-25\",\"name\":\"fixture\",\"version\":\"1.2.3\","
                                + "\"title\":\"Fixture\",\"instructions\":null,\"capabilities\":[\"prompts\",\"resources\",\"tools\"]}");
    }

    @Test
    void aFailedStartTellsTheReasonAndTheLastWords() throws Exception {
        manager.create("""
                {"name": "crash", "type": "command", "command": "sh", "args": ["-c", "echo last words >&2; exit 3"],
                 "restart": {"policy": "never"}}
                """);
        manager.create("{\"name\": \"missing\", \"type\": \"command\", \"command\": \"no-such-command\"}");

        Reply crash = manager.post("/api/servers/crash/start", "");
        crash.assertProblem(502, "code 3");
        assertThat(crash.body().path("stderr").toString()).isEqualTo("[\"last words\"]");
        manager.post("/api/servers/missing/start", "").assertProblem(502, "no-such-command");
    }

    @Test
    void aRefusedStartDoesNotShowTheLastWordsOfAnEarlierRun() throws Exception {
        manager.create("""
                {"name": "earlier", "type": "command", "command": "sh", "transport": "http",
                 "args": ["-c", "echo fine so far >&2; exec sleep 1000"]}
                """);
        manager.post("/api/servers/earlier/start", "");
        await().until(() ->
                manager.get("/api/servers/earlier/logs").body().toString().contains("fine so far"));
        manager.post("/api/servers/earlier/stop", "");
        manager.call("PATCH", "/api/servers/earlier", "{\"command\": \"no-such-command\"}");

        Reply refused = manager.post("/api/servers/earlier/start", "");

        refused.assertProblem(502, "no-such-command");
        assertThat(refused.body().has("stderr")).isFalse();
    }

    @Test
    void eventsAreNewestFirstAndPaged() throws Exception {
        manager.createFixture("events");
        manager.post("/api/servers/events/start", "");
        manager.post("/api/servers/events/stop", "");
        await().until(() -> manager.get("/api/servers/events/events").data().size() == 6);

        List<String> kinds = new ArrayList<>();
        String query = "?limit=4";
        while (!query.isEmpty()) {
            Reply page = manager.get("/api/servers/events/events" + query);
            page.data()
                    .valueStream()
                    .forEach(event -> kinds.add(event.path("kind").asString()));
            JsonNode next = page.body().path("next");
            query = next.isNull() ? "" : "?limit=4&before=" + next.asString();
        }
        assertThat(kinds).containsExactly("stopped", "exited", "stop-requested", "ready", "spawned", "start-requested");
    }

    @Test
    void toolsResourcesAndPromptsAreListedAndAToolIsCalled() throws Exception {
        manager.createFixture("tools");
        manager.get("/api/servers/tools/tools").assertProblem(503, "");
        manager.post("/api/servers/tools/start", "");

        assertThat(manager.get("/api/servers/tools/tools").data().toString())
                .isEqualTo("[{\"name\":\"echo\",\"inputSchema\":{\"type\":\"object\"}}]");
        assertThat(manager.get("/api/servers/tools/resources")
                        .data()
                        .path(0)
                        .path("name")
                        .asString())
                .isEqualTo("a");
        assertThat(manager.get("/api/servers/tools/prompts")
                        .data()
                        .path(0)
                        .path("name")
                        .asString())
                .isEqualTo("greet");
        assertThat(call("echo", "{\"arguments\": {\"a\": 1}}")
                        .data()
                        .path("content")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("echo {\"a\":1}");
        assertThat(call("a%2Fb%20c", "{}")
                        .data()
                        .path("content")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("a/b c {}");

        call("broken", "{}").assertProblem(502, "no tools/call here");
        call("silent", "{\"timeout\": \"50ms\"}").assertProblem(504, "50 ms");
        call("echo", "{\"timeout\": \"soon\"}").assertProblem(400, "\"field\":\"timeout\"");
        call("echo", "{\"timeout\": 5}").assertProblem(400, "\"field\":\"timeout\"");
        call("echo", "{\"arguments\": []}").assertProblem(400, "\"field\":\"arguments\"");
        call("echo", "{\"args\": {}}").assertProblem(400, "\"field\":\"args\"");
    }

    @Test
    void aResourceIsReadAndAPromptIsFilledIn() throws Exception {
        manager.createFixture("offers");
        String offers = "/api/servers/offers";
        manager.post(offers + "/resources/read", "{\"uri\": \"file:///a\"}").assertProblem(503, "");
        manager.post(offers + "/start", "");

        assertThat(manager.post(offers + "/resources/read", "{\"uri\": \"file:///a\"}")
                        .data()
                        .at("/contents/0/text")
                        .asString())
                .isEqualTo("content of file:///a");
        assertThat(manager.post(offers + "/prompts/greet/get", "{\"arguments\": {\"who\": \"Ada\"}}")
                        .data()
                        .at("/messages/0/content/text")
                        .asString())
                .isEqualTo("greet Ada");
        manager.post(offers + "/resources/read", "{}").assertProblem(400, "\"field\":\"uri\"");
        manager.post(offers + "/prompts/greet/get", "{\"arguments\": []}")
                .assertProblem(400, "\"field\":\"arguments\"");
    }

    @Test
    void theStatusesOfAllServersAreToldAtOnceById() throws Exception {
        manager.createFixture("one-of-all");
        String id = manager.get("/api/servers/one-of-all").data().path("id").asString();
        manager.post("/api/servers/one-of-all/start", "");

        JsonNode all = manager.get("/api/status").data();

        assertThat(all.size()).isEqualTo(manager.get("/api/servers").data().size());
        assertThat(all.path(id).path("status").asString()).isEqualTo("running");
        assertThat(all.path(id).path("details").path("pid"))
                .isEqualTo(manager.status("one-of-all").path("details").path("pid"));
    }

    @Test
    void logsAreNewestFirstAndPaged() throws Exception {
        manager.create("""
                {"name": "logs", "type": "command", "command": "sh", "transport": "http",
                 "args": ["-c", "for i in 1 2 3; do echo line $i >&2; done; exec sleep 1000"]}
                """);
        manager.post("/api/servers/logs/start", "");
        await().until(() -> printed("logs").size() == 3);

        assertThat(printed("logs")).containsExactly("line 3", "line 2", "line 1");
    }

    /** What a server wrote to stderr, read two lines of its log at a time. */
    private static List<String> printed(String server) throws Exception {
        List<String> messages = new ArrayList<>();
        String route = "/api/servers/" + server + "/logs?limit=2";
        Reply page = manager.get(route);
        while (true) {
            page.data()
                    .valueStream()
                    .filter(line -> line.path("source").asString().equals("stderr"))
                    .forEach(line -> messages.add(line.path("message").asString()));
            if (page.body().path("next").isNull()) {
                return messages;
            }
            page = manager.get(route + "&before=" + page.body().path("next").asString());
        }
    }

    private static Reply call(String tool, String body) throws Exception {
        return manager.post("/api/servers/tools/tools/" + tool + "/call", body);
    }
}
