package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.web.TestManager.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The REST API from outside, over a real socket, with real processes. */
class ApiIT {
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

    private static String create(String json) throws Exception {
        Reply reply = manager.post("/api/servers", json);
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(201);
        return reply.data().path("id").asString();
    }

    private static String createFixture(String name) throws Exception {
        Path script = Path.of(ApiIT.class.getResource("/fixture-server.js").toURI());
        return create("""
                {"name": "%s", "type": "nodejs", "command": "node", "args": ["%s"]}
                """.formatted(name, script));
    }

    private static void assertProblem(Reply reply, int status, String text) {
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(status);
        assertThat(reply.response().headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(reply.response().body()).contains(text);
    }

    @Test
    void aServerHasExactlyTheFieldsOfTheContract() throws Exception {
        Reply created = manager.post("/api/servers", """
                {"name": "shape", "type": "command", "command": "true", "environment": {"API_KEY": "hunter2"}}
                """);

        assertThat(created.status()).isEqualTo(201);
        String id = created.data().path("id").asString();
        assertThat(created.response().headers().firstValue("Location")).contains("/api/servers/" + id);
        assertThat(created.data().propertyNames())
                .containsExactly(
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
                        "healthStatus",
                        "lastHealthCheck",
                        "processId",
                        "containerId",
                        "createdAt",
                        "updatedAt");
        assertThat(created.data().path("status").asString()).isEqualTo("stopped");
        assertThat(created.data().path("createdAt").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(created.response().body()).doesNotContain("hunter2");
    }

    @Test
    void aServerIsReadChangedAndDeletedByIdOrName() throws Exception {
        String id = create("{\"name\": \"crud\", \"type\": \"command\", \"command\": \"true\"}");

        assertThat(manager.get("/api/servers/crud").data())
                .isEqualTo(manager.get("/api/servers/" + id).data());
        JsonNode changed = manager.call("PATCH", "/api/servers/crud", "{\"args\": [\"a\"], \"autostart\": true}")
                .data();
        assertThat(changed.path("args").toString()).isEqualTo("[\"a\"]");
        assertThat(changed.path("command").asString()).isEqualTo("true");
        Reply list = manager.get("/api/servers");
        assertThat(list.body().propertyNames()).containsExactlyInAnyOrder("data", "next");
        assertThat(list.data().valueStream().map(each -> each.path("name").asString()))
                .contains("crud");

        assertThat(manager.call("DELETE", "/api/servers/crud", "").status()).isEqualTo(204);
        assertProblem(manager.get("/api/servers/" + id), 404, id);
    }

    @Test
    void whatWasReadMayBeSentBack() throws Exception {
        createFixture("roundtrip");
        String read = manager.get("/api/servers/roundtrip").data().toString();

        Reply patched = manager.call("PATCH", "/api/servers/roundtrip", read);

        assertThat(patched.status()).as(patched.response().body()).isEqualTo(200);
        assertThat(patched.data().toString()).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": "Bad Name", "type": "command", "command": "x"}           | 400 | "field":"name"
            {"name": "a", "type": "command", "command": "x", "colour": "red"} | 400 | "field":"colour"
            {"name": "a", "type": "spaceship"}                                | 400 | "field":"type"
            {"name": "a", "type": "command", "command": "x", "args": "y"}     | 400 | "field":"args"
            {"name": "taken", "type": "command", "command": "x"}              | 409 | taken
            """)
    void aBadDefinitionIsAProblemAndLeavesNoTrace(String json, int status, String text) throws Exception {
        manager.post("/api/servers", "{\"name\": \"taken\", \"type\": \"command\", \"command\": \"x\"}");
        int before = manager.get("/api/servers").data().size();

        assertProblem(manager.post("/api/servers", json), status, text);
        assertThat(manager.get("/api/servers").data().size()).isEqualTo(before);
    }

    @Test
    void startStopAndRestartReturnWhenItIsDoneAndMayBeRepeated() throws Exception {
        createFixture("life");

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
        await().until(() -> status("life").path("status").asString().equals("running"));
    }

    @Test
    void theStatusTellsOfTheProcessAndItsMcp() throws Exception {
        createFixture("status");
        JsonNode stopped = status("status");
        assertThat(stopped.path("healthStatus").asString()).isEqualTo("unknown");
        assertThat(stopped.path("details").path("pid").isNull()).isTrue();

        manager.post("/api/servers/status/start", "");
        // what a tree uses is measured for all servers together, from time to time
        await().until(() -> status("status").path("details").path("memory").asLong() > 1_000_000);
        JsonNode details = status("status").path("details");
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
        create("""
                {"name": "crash", "type": "command", "command": "sh", "args": ["-c", "echo last words >&2; exit 3"],
                 "restart": {"policy": "never"}}
                """);
        create("{\"name\": \"missing\", \"type\": \"command\", \"command\": \"no-such-command\"}");

        Reply crash = manager.post("/api/servers/crash/start", "");
        assertProblem(crash, 502, "code 3");
        assertThat(crash.body().path("stderr").toString()).isEqualTo("[\"last words\"]");
        assertProblem(manager.post("/api/servers/missing/start", ""), 502, "no-such-command");
    }

    @Test
    void eventsAreNewestFirstAndPaged() throws Exception {
        createFixture("events");
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

    @ParameterizedTest
    @CsvSource({
        "GET,    /events?limit=abc,        limit",
        "GET,    /events?limit=0,          limit",
        "GET,    /events?limit=501,        limit",
        "GET,    /events?before=x,         before",
        "GET,    /events?page=2,           page",
        "GET,    /logs?limit=1001,         limit",
        "GET,    /logs?limit=1&limit=2,    limit",
        "POST,   /start?wait=maybe,        wait",
        "DELETE, ?pruge=true,              pruge"
    })
    void aBadQueryNamesItsParameter(String method, String path, String field) throws Exception {
        manager.post("/api/servers", "{\"name\": \"query\", \"type\": \"command\", \"command\": \"true\"}");

        assertProblem(manager.call(method, "/api/servers/query" + path, ""), 400, "\"field\":\"" + field + "\"");
    }

    @Test
    void toolsResourcesAndPromptsAreListedAndAToolIsCalled() throws Exception {
        createFixture("tools");
        assertProblem(manager.get("/api/servers/tools/tools"), 503, "");
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

        assertProblem(call("broken", "{}"), 502, "no tools/call here");
        assertProblem(call("silent", "{\"timeout\": \"50ms\"}"), 504, "50 ms");
        assertProblem(call("echo", "{\"timeout\": \"soon\"}"), 400, "\"field\":\"timeout\"");
        assertProblem(call("echo", "{\"timeout\": 5}"), 400, "\"field\":\"timeout\"");
        assertProblem(call("echo", "{\"arguments\": []}"), 400, "\"field\":\"arguments\"");
        assertProblem(call("echo", "{\"args\": {}}"), 400, "\"field\":\"args\"");
    }

    private static Reply call(String tool, String body) throws Exception {
        return manager.post("/api/servers/tools/tools/" + tool + "/call", body);
    }

    @Test
    void logsAreNewestFirstAndPaged() throws Exception {
        create("""
                {"name": "logs", "type": "command", "command": "sh", "transport": "http",
                 "args": ["-c", "for i in 1 2 3; do echo line $i >&2; done; exec sleep 1000"]}
                """);
        manager.post("/api/servers/logs/start", "");
        await().until(() -> manager.get("/api/servers/logs/logs").data().size() == 3);

        Reply page = manager.get("/api/servers/logs/logs?limit=2");
        assertThat(page.data().valueStream().map(line -> line.path("message").asString()))
                .containsExactly("line 3", "line 2");
        assertThat(page.data().path(0).path("source").asString()).isEqualTo("stderr");
        Reply rest = manager.get("/api/servers/logs/logs?limit=2&before="
                + page.body().path("next").asString());
        assertThat(rest.data().valueStream().map(line -> line.path("message").asString()))
                .containsExactly("line 1");
        assertThat(rest.body().path("next").isNull()).isTrue();
    }

    @Test
    void aRunningServerIsStoppedBeforeItIsDeleted() throws Exception {
        createFixture("gone");
        long pid = manager.post("/api/servers/gone/start", "")
                .data()
                .path("details")
                .path("pid")
                .asLong();

        assertThat(manager.call("DELETE", "/api/servers/gone?purge=true", "").status())
                .isEqualTo(204);

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertProblem(manager.post("/api/servers/gone/start", ""), 404, "gone");
    }

    @Test
    void theSystemTellsOfItself() throws Exception {
        JsonNode system = manager.get("/api/system").data();

        assertThat(system.path("version").asString()).isEqualTo("1.2.3");
        assertThat(system.path("dataDirectory").asString()).isEqualTo(directory.toString());
        assertThat(system.path("servers").path("total").asInt())
                .isEqualTo(manager.get("/api/servers").data().size());
        assertThat(system.path("storage").path("size").asLong()).isPositive();
        assertThat(system.path("storage").path("failing").asBoolean()).isFalse();
        assertThat(manager.get("/healthz").response().body()).isEqualTo("ok\n");
    }

    @Test
    void everyRouteIsDescribedAndEveryDescriptionHasARoute() throws Exception {
        Reply served = manager.get("/api/openapi.yaml");
        assertThat(served.response().headers().firstValue("Content-Type")).contains("application/yaml");
        JsonNode description = new YAMLMapper().readTree(served.response().body());
        Set<String> described = new HashSet<>();
        for (var path : description.path("paths").properties()) {
            for (String member : path.getValue().propertyNames()) {
                if (!member.equals("parameters")) {
                    described.add(member.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        Set<String> routes = new HashSet<>(manager.routes());
        PageRoutes.PATHS.forEach(path -> routes.remove("GET " + path));

        assertThat(described).isEqualTo(routes);
    }

    @Test
    void aClientsFileIsImportedWithAReportAndExported() throws Exception {
        String file = """
                {"mcpServers": { // as Claude Desktop keeps it
                  "imported": {"command": "npx", "args": ["-y", "x"], "env": {"API_KEY": "hunter2"}},
                  "empty": {},
                }}
                """;
        Reply first = manager.post("/api/import", file);
        assertThat(first.status()).as(first.response().body()).isEqualTo(200);
        assertThat(first.data()
                        .valueStream()
                        .map(entry -> entry.path("name").asString() + " "
                                + entry.path("outcome").asString()))
                .containsExactly("imported created", "empty rejected");
        assertThat(first.data().path(1).path("messages").size()).isPositive();
        assertThat(manager.post("/api/import", file)
                        .data()
                        .path(0)
                        .path("outcome")
                        .asString())
                .isEqualTo("unchanged");

        Reply exported = manager.get("/api/export?client=claude");
        assertThat(exported.data()
                        .path("mcpServers")
                        .path("imported")
                        .path("args")
                        .toString())
                .isEqualTo("[\"-y\",\"x\"]");
        assertThat(exported.response().body()).doesNotContain("hunter2");
        assertThat(manager.get("/api/export?client=vscode").data().has("servers"))
                .isTrue();
        assertProblem(manager.get("/api/export"), 400, "\"field\":\"client\"");
        assertProblem(manager.get("/api/export?client=emacs"), 400, "\"field\":\"client\"");
        assertProblem(manager.post("/api/import", "{\"a\": "), 400, "line 1");
        assertProblem(manager.post("/api/import", "x".repeat(5 * 1024 * 1024)), 413, "4 MiB");
    }

    private static JsonNode status(String server) throws Exception {
        return manager.get("/api/servers/" + server + "/status").data();
    }
}
