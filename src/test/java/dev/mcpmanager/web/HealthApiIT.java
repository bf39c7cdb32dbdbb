package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.web.TestManager.Reply;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Health over a real socket, of real processes. */
@Timeout(60)
class HealthApiIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

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
        HTTP.close();
    }

    private static void startFixture(String name, String health) throws Exception {
        manager.createFixture(name);
        assertThat(manager.call("PATCH", "/api/servers/" + name, "{\"health\": " + health + "}")
                        .status())
                .isEqualTo(200);
        assertThat(manager.post("/api/servers/" + name + "/start", "").status()).isEqualTo(200);
    }

    private static void startFixture(String name) throws Exception {
        startFixture(name, "{\"interval\": \"200ms\", \"timeout\": \"200ms\"}");
    }

    private static void awaitHealth(String name, String status) {
        await().until(() -> manager.status(name).path("healthStatus").asString().equals(status));
    }

    private static long pid(String name) throws Exception {
        return manager.status(name).path("details").path("pid").asLong();
    }

    @Test
    void aServerIsUnknownThenHealthyThenUnknownAgain() throws Exception {
        manager.createFixture("life");
        JsonNode made = manager.get("/api/servers/life").data();
        assertThat(made.path("healthStatus").asString()).isEqualTo("unknown");
        assertThat(made.path("lastHealthCheck").isNull()).isTrue();

        manager.post("/api/servers/life/start", "");
        awaitHealth("life", "healthy");
        JsonNode shown = manager.get("/api/servers/life").data();
        assertThat(shown.path("healthStatus").asString()).isEqualTo("healthy");
        assertThat(shown.path("lastHealthCheck").asString()).endsWith("Z");
        assertThat(manager.status("life").path("healthReason").asString()).isEqualTo("checks succeed");
        assertThat(manager.status("life").path("lastCheck").path("responseTime").asDouble())
                .isPositive();

        manager.post("/api/servers/life/stop", "");
        awaitHealth("life", "unknown");
        assertThat(manager.status("life").path("healthReason").asString()).isEqualTo("stop requested");
    }

    @Test
    void aCheckCanBeAskedFor() throws Exception {
        startFixture("asked", "{\"interval\": \"1h\"}");
        JsonNode check = manager.post("/api/servers/asked/health/check", "").data();
        assertThat(check.path("status").asString()).isEqualTo("healthy");
        assertThat(check.path("responseTime").asDouble()).isPositive();
        assertThat(check.path("error").isNull()).isTrue();

        manager.post("/api/servers/asked/stop", "");
        await().until(() -> manager.post("/api/servers/asked/health/check", "").status() == 409);
        manager.post("/api/servers/asked/health/check", "")
                .assertProblem(409, "The server is not running: start it, then check it");
    }

    @Test
    void aSubscriberOfHealthHearsEachCheckAndTheDeathOfAProcess() throws Exception {
        startFixture("told");
        String id = manager.get("/api/servers/told").data().path("id").asString();
        awaitHealth("told", "healthy");
        var client = new LiveTestClient(HTTP, manager.port(), TestManager.TOKEN.text(), Long.MAX_VALUE);
        client.send("{\"subscribe\": [\"health\"]}");
        JsonNode check = next(client, id, "healthy");
        assertThat(check.path("previousStatus").asString()).isEqualTo("healthy");
        assertThat(check.path("responseTime").asDouble()).isPositive();
        assertThat(check.path("timestamp").asString()).endsWith("Z");

        ProcessHandle.of(pid("told")).orElseThrow().destroyForcibly();
        JsonNode death = next(client, id, "unhealthy");
        assertThat(death.path("reason").asString()).isEqualTo("ended with signal 9 (SIGKILL)");
        assertThat(next(client, id, "healthy").path("previousStatus").asString())
                .isEqualTo("unhealthy");
        client.socket().abort();
    }

    private static JsonNode next(LiveTestClient client, String serverId, String status) throws InterruptedException {
        while (true) {
            JsonNode message = client.next();
            JsonNode data = message.path("data");
            if (message.path("type").asString().equals("health:update")
                    && data.path("serverId").asString().equals(serverId)
                    && data.path("status").asString().equals(status)) {
                return data;
            }
        }
    }

    @Test
    void aFrozenServerIsUnhealthyAndItsIncidentTellsWhyAndWhatItWrote() throws Exception {
        startFixture("frozen", "{\"interval\": \"300ms\", \"timeout\": \"300ms\", \"failureThreshold\": 2}");
        awaitHealth("frozen", "healthy");
        long pid = pid("frozen");
        signal("STOP", pid);
        awaitHealth("frozen", "unhealthy");
        signal("CONT", pid);
        awaitHealth("frozen", "healthy");

        await().until(() -> !incidents("frozen").get(0).path("to").isNull());
        JsonNode incident = incidents("frozen").get(0);
        assertThat(incident.path("reason").asString())
                .containsAnyOf("did not answer", "process " + pid + " of it is suspended (SIGSTOP)");
        assertThat(incident.path("from").asString())
                .isLessThan(incident.path("to").asString());
        assertThat(incident.path("stderr").toString()).isEqualTo("[\"fixture is up\"]");
        assertThat(pid("frozen")).isEqualTo(pid);

        JsonNode summary =
                manager.get("/api/servers/frozen/health/summary?range=1h").data();
        assertThat(summary.path("availability").asDouble()).isBetween(1.0, 99.99);
        assertThat(summary.path("unhealthyChecks").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(summary.path("totalChecks").asInt())
                .isEqualTo(summary.path("healthyChecks").asInt()
                        + summary.path("unhealthyChecks").asInt());
        assertThat(summary.path("p95").asDouble()).isPositive();
        assertThat(manager.get("/api/servers/frozen/health/history?range=1h").data())
                .anySatisfy(point -> assertThat(point.path("error").asString()).isNotEmpty())
                .anySatisfy(point -> assertThat(
                                point.path("responseTime").path("p50").asDouble())
                        .isPositive());
    }

    private static JsonNode incidents(String name) throws Exception {
        JsonNode incidents = manager.get("/api/servers/" + name + "/health/incidents?range=24h")
                .data();
        assertThat(incidents).hasSize(1);
        return incidents;
    }

    private static void signal(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void aServerThatStaysUnhealthyIsStartedAgainIfItsSettingsSaySo() throws Exception {
        startFixture(
                "hung",
                "{\"interval\": \"200ms\", \"timeout\": \"200ms\", \"failureThreshold\": 2, \"restartAfter\": 3}");
        awaitHealth("hung", "healthy");
        long hung = pid("hung");
        signal("STOP", hung);

        await().until(() -> pid("hung") > 0 && pid("hung") != hung);
        awaitHealth("hung", "healthy");
        assertThat(manager.get("/api/servers/hung/events").data()).anySatisfy(event -> {
            assertThat(event.path("kind").asString()).isEqualTo("unhealthy");
            assertThat(event.path("message").asString()).startsWith("failed 3 checks in a row, the last: ");
        });
    }

    @Test
    void aServerThatDoesNotSpeakMcpIsUnhealthyAtOnce() throws Exception {
        manager.create("""
                {"name": "mute", "type": "command", "command": "sleep", "args": ["1000"],
                 "config": {"startTimeout": "300ms"}}
                """);
        manager.post("/api/servers/mute/start", "");
        awaitHealth("mute", "unhealthy");
        assertThat(manager.status("mute").path("status").asString()).isEqualTo("running");
        assertThat(manager.status("mute").path("healthReason").asString()).startsWith("does not speak MCP: ");
    }

    @Test
    void theAvailabilityOfAllIsThatOfEachTogether() throws Exception {
        startFixture("available");
        String id = manager.get("/api/servers/available").data().path("id").asString();
        awaitHealth("available", "healthy");
        manager.post("/api/servers/available/stop", "");
        await().until(() -> ofAll().path("servers").path(id).path("healthyTime").asLong() > 0);

        JsonNode all = ofAll();
        assertThat(all.path("range").asString()).isEqualTo("30d");
        for (String time : new String[] {"healthyTime", "unhealthyTime"}) {
            long sum = all.path("servers")
                    .valueStream()
                    .mapToLong(each -> each.path(time).asLong())
                    .sum();
            assertThat(all.path(time).asLong()).isEqualTo(sum);
        }
        JsonNode one = all.path("servers").path(id);
        JsonNode alone =
                manager.get("/api/servers/available/health/summary?range=30d").data();
        assertThat(one.path("availability")).isEqualTo(alone.path("availability"));
        assertThat(one.path("unhealthyTime")).isEqualTo(alone.path("unhealthyTime"));
        manager.get("/api/health/summary?range=2h").assertProblem(400, "must be one of 1h, 24h, 7d, 30d, 1y");
    }

    private static JsonNode ofAll() throws Exception {
        return manager.get("/api/health/summary?range=30d").data();
    }

    @ParameterizedTest
    @ValueSource(strings = {"history", "summary", "incidents"})
    void aRangeThatIsNotKnownIsRefused(String what) throws Exception {
        manager.createFixture("range-" + what);
        manager.get("/api/servers/range-" + what + "/health/" + what + "?range=2h")
                .assertProblem(400, "must be one of 1h, 24h, 7d, 30d, 1y");
        assertThat(manager.get("/api/servers/range-" + what + "/health/" + what).status())
                .isEqualTo(200);
    }

    @Test
    void nothingIsMadeUpForAServerThatNeverRan() throws Exception {
        manager.createFixture("new");
        JsonNode summary = manager.get("/api/servers/new/health/summary").data();
        assertThat(summary.path("range").asString()).isEqualTo("24h");
        assertThat(summary.path("uptime").isNull()).isTrue();
        assertThat(summary.path("availability").isNull()).isTrue();
        assertThat(summary.path("totalChecks").asInt()).isZero();
        assertThat(manager.get("/api/servers/new/health/history").data()).isEmpty();
        assertThat(manager.get("/api/servers/new/health/incidents").data()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"interval": "0ms"}                          | health.interval
                    {"interval": "-5s"}                          | health.interval
                    {"timeout": "0s"}                            | health.timeout
                    {"interval": "1s", "timeout": "2s"}          | must not be longer than interval
                    {"failureThreshold": 0}                      | health.failureThreshold
                    {"restartAfter": 0}                          | health.restartAfter
                    {"expectedStatus": 200}                      | is about the answer of healthEndpoint, which is not set
                    {"expectedBody": "ok"}                       | is about the answer of healthEndpoint, which is not set
                    {"every": "30s"}                             | health.every
                    """)
    void settingsThatCannotBeAreRefused(String health, String message) throws Exception {
        Reply reply = manager.post(
                "/api/servers",
                "{\"name\": \"bad\", \"type\": \"command\", \"command\": \"cat\", \"health\": %s}".formatted(health));
        reply.assertProblem(400, message);
    }

    @Test
    void settingsAreKept() throws Exception {
        manager.create("""
                {"name": "kept", "type": "command", "command": "cat", "transport": "http", "port": 9,
                 "healthEndpoint": "/health",
                 "health": {"interval": "10s", "timeout": "2s", "restartAfter": 5, "expectedStatus": 204,
                            "expectedBody": "fine"}}
                """);
        assertThat(manager.get("/api/servers/kept").data().path("health"))
                .hasToString("{\"interval\":\"10s\",\"timeout\":\"2s\",\"failureThreshold\":3,\"successThreshold\":1,"
                        + "\"restartAfter\":5,\"expectedStatus\":204,\"expectedBody\":\"fine\"}");
    }
}
