package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.runtime.docker.TestEngine;
import dev.mcpmanager.web.TestManager.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Servers in containers of a real engine, as users of the API see them. */
class ContainerApiIT {
    @TempDir
    private static Path directory;

    private static TestManager manager;

    @BeforeAll
    static void start() {
        manager = new TestManager(directory, TestEngine.environment());
    }

    @AfterAll
    static void stop() {
        manager.close();
        assertThat(TestEngine.containersOf(directory.getFileName().toString())).isEmpty();
    }

    @Test
    void aRealServerOffersAndCallsItsToolsOverStdio() throws Exception {
        manager.create("""
                {"name": "everything", "type": "container", "image": "%s", "environment": {"API_KEY": "s3cret-value"}}
                """.formatted(TestEngine.EVERYTHING));

        Reply started = manager.post("/api/servers/everything/start", "");

        assertThat(started.status()).as(started.response().body()).isEqualTo(200);
        JsonNode details = started.data().path("details");
        assertThat(details.path("containerStatus").asString()).isEqualTo("running");
        assertThat(details.path("image").asString()).isEqualTo(TestEngine.EVERYTHING);
        assertThat(details.path("pid").isNull()).isTrue();
        assertThat(details.path("memory").asLong()).isPositive();
        JsonNode view = manager.get("/api/servers/everything").data();
        assertThat(TestEngine.containersOf(directory.getFileName().toString()))
                .contains(view.path("containerId").asString());
        assertThat(manager.get("/api/servers/everything/tools").data().toString())
                .contains("\"echo\"");
        assertThat(manager.post("/api/servers/everything/tools/echo/call", "{\"arguments\": {\"message\": \"hi\"}}")
                        .data()
                        .toString())
                .contains("Echo: hi");
    }

    @Test
    void aRealServerOffersAndCallsItsToolsOverHttpOnAFreePortOfLoopback() throws Exception {
        manager.create("""
                {"name": "everything-http", "type": "container", "image": "%s", "transport": "http",
                 "args": ["streamableHttp"], "config": {"container": {"network": "%s"}}}
                """.formatted(TestEngine.EVERYTHING, TestEngine.NETWORK));

        Reply started = manager.post("/api/servers/everything-http/start", "");

        assertThat(started.status()).as(started.response().body()).isEqualTo(200);
        String published = started.data().path("details").path("ports").path(0).asString();
        assertThat(published).matches("127\\.0\\.0\\.1:\\d+->3001/tcp");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> manager.get("/api/servers/everything-http/tools")
                        .data()
                        .toString()
                        .contains("\"echo\""));
        assertThat(manager.post(
                                "/api/servers/everything-http/tools/echo/call",
                                "{\"arguments\": {\"message\": \"hi\"}}")
                        .data()
                        .toString())
                .contains("Echo: hi");
        assertThat(manager.post("/api/servers/everything-http/health/check", "")
                        .data()
                        .path("responseTime")
                        .isNumber())
                .isTrue();
    }

    @Test
    void aContainerWhosePortCannotBePublishedSaysWhatToSet() throws Exception {
        manager.create("""
                {"name": "secluded", "type": "container", "image": "%s", "transport": "http",
                 "args": ["streamableHttp"], "config": {"container": {"network": "none"}}}
                """.formatted(TestEngine.EVERYTHING));
        manager.post("/api/servers/secluded/start", "");

        manager.get("/api/servers/secluded/tools")
                .assertProblem(503, "Server secluded publishes no port: set config.container.port");
    }

    @Test
    void wantOfMemoryIsNamedAsWhatEndedIt() throws Exception {
        create("hungry", "exec dd if=/dev/zero of=/dev/null bs=90M count=1", "\"memory\": \"16MiB\"", "never");

        manager.post("/api/servers/hungry/start", "");

        await().untilAsserted(
                        () -> assertThat(manager.status("hungry").path("error").asString(""))
                                .contains("out of memory", "16MiB", "config.container.memory"));
    }

    @Test
    void aContainerIsConfinedAndItsMountsAreReadOnly() throws Exception {
        Files.writeString(directory.resolve("shown"), "seen");
        create(
                "confined",
                "grep -E '^(CapEff|NoNewPrivs)' /proc/self/status; cat /data/shown; touch /data/new || echo refused",
                "\"mounts\": [{\"source\": \"%s\", \"target\": \"/data\"}]".formatted(directory),
                "never");

        manager.post("/api/servers/confined/start", "");

        await().until(() -> logs("confined").contains("refused"));
        assertThat(logs("confined")).contains("CapEff:\\t0000000000000000", "NoNewPrivs:\\t1", "seen");
        assertThat(directory.resolve("new")).doesNotExist();
    }

    private static String logs(String name) throws Exception {
        return manager.get("/api/servers/" + name + "/logs").data().toString();
    }

    @Test
    void aPauseIsToldAtOnceAndTheServerIsStoppedAllTheSame() throws Exception {
        create("paused", "exec sleep 1000", "", "never");
        manager.post("/api/servers/paused/start", "");
        String id =
                manager.get("/api/servers/paused").data().path("containerId").asString();

        TestEngine.ask("pause", id);

        await().until(() -> manager.status("paused")
                .path("details")
                .path("containerStatus")
                .asString("")
                .equals("paused"));
        assertThat(manager.get("/api/servers/paused/events").body().toString()).contains("its container was paused");
        assertThat(manager.post("/api/servers/paused/stop", "")
                        .data()
                        .path("status")
                        .asString())
                .isEqualTo("stopped");
    }

    @Test
    void aServerThatExitsAtOnceIsTriedAgainAndGivenUp() throws Exception {
        manager.create("""
                {"name": "short", "type": "container", "image": "%s", "command": "sh", "transport": "http",
                 "args": ["-c", "echo no config >&2; exit 4"],
                 "restart": {"maxFailures": 2, "backoff": "1ms", "maxBackoff": "1ms"}}
                """.formatted(TestEngine.SHELL));

        manager.post("/api/servers/short/start", "");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> manager.status("short").path("status").asString().equals("error"));
        assertThat(manager.status("short").path("error").asString()).contains("crash loop", "code 4");
        assertThat(manager.get("/api/servers/short/events").body().toString()).contains("no config");
    }

    @Test
    void aHundredMegabytesOfOutputArriveAndHarmNobody() throws Exception {
        create("loud", "yes 0123456789012345678901234567890123456789 | head -c 100000000; echo; echo end", "", "never");

        manager.post("/api/servers/loud/start", "");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> manager.status("loud").path("status").asString().equals("stopped"));
        assertThat(manager.get("/api/servers/loud/logs/search?source=stdout&limit=1")
                        .data()
                        .toString())
                .contains("\"end\"");
    }

    /** @param policy of restarts */
    private static void create(String name, String script, String settings, String policy) throws Exception {
        manager.create("""
                {"name": "%s", "type": "container", "image": "%s", "command": "sh", "args": ["-c", "%s"],
                 "transport": "http", "restart": {"policy": "%s"},
                 "config": {"stopTimeout": "1s", "container": {%s}}}
                """.formatted(name, TestEngine.SHELL, script, policy, settings));
    }
}
