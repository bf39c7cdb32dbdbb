package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.web.TestManager.Reply;
import java.nio.file.Path;
import java.util.HashSet;
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

/** Definitions, import, export and the system, over a real socket. */
class DefinitionApiIT {
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
                        "signIn",
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
        String id = manager.create("{\"name\": \"crud\", \"type\": \"command\", \"command\": \"true\"}");

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
        manager.get("/api/servers/" + id).assertProblem(404, id);
    }

    @Test
    void whatWasReadMayBeSentBack() throws Exception {
        manager.createFixture("roundtrip");
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

        manager.post("/api/servers", json).assertProblem(status, text);
        assertThat(manager.get("/api/servers").data().size()).isEqualTo(before);
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

        manager.call(method, "/api/servers/query" + path, "").assertProblem(400, "\"field\":\"" + field + "\"");
    }

    @Test
    void aRunningServerIsStoppedBeforeItIsDeleted() throws Exception {
        manager.createFixture("gone");
        long pid = manager.post("/api/servers/gone/start", "")
                .data()
                .path("details")
                .path("pid")
                .asLong();

        assertThat(manager.call("DELETE", "/api/servers/gone?purge=true", "").status())
                .isEqualTo(204);

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        manager.post("/api/servers/gone/start", "").assertProblem(404, "gone");
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
        manager.get("/api/export").assertProblem(400, "\"field\":\"client\"");
        manager.get("/api/export?client=emacs").assertProblem(400, "\"field\":\"client\"");
        manager.post("/api/import", "{\"a\": ").assertProblem(400, "line 1");
        manager.post("/api/import", "x".repeat(5 * 1024 * 1024)).assertProblem(413, "4 MiB");
    }
}
