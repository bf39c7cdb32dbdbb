package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.web.TestManager;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sessions that have a process of the server each, with real processes. */
@Timeout(120)
class DedicatedSessionsIT {
    private static final String ASKABLE = """
            {"protocolVersion":"2025-06-18","capabilities":{"elicitation":{},"roots":{}},"clientInfo":{"name":"askable","version":"1"},"own":{"a":[1]}}""";
    private static final String PLAIN = """
            {"protocolVersion":"2025-03-26","capabilities":{},"clientInfo":{"name":"plain","version":"2"}}""";

    @TempDir
    private Path directory;

    private TestManager manager;

    @BeforeEach
    void open() {
        manager = TestManager.withoutAuthentication(directory);
    }

    @AfterEach
    void close() {
        manager.close();
        assertThat(processes()).isEmpty();
    }

    private void start(String settings) throws Exception {
        ObjectNode definition = Json.STRICT.createObjectNode();
        definition.put("name", "own").put("type", "nodejs").put("command", "node");
        definition.putArray("args").add(script().toString()).add(crashing().toString());
        definition.putObject("restart").put("backoff", "200ms").put("maxBackoff", "400ms");
        definition.set("config", Json.STRICT.readTree(settings));
        manager.create(definition.toString());
        assertThat(manager.post("/api/servers/own/start", "").status()).isEqualTo(200);
    }

    private static Path script() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(DedicatedSessionsIT.class.getResource("/servers/remembering.js"))
                .toURI());
    }

    private void start() throws Exception {
        start("{\"sessions\": \"dedicated\"}");
    }

    private Path crashing() {
        return directory.resolve("crashing");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + manager.port() + "/mcp/own");
    }

    private SessionClient client(String params) throws Exception {
        return SessionClient.open(address(), params);
    }

    private JsonNode status() throws Exception {
        return manager.get("/api/servers/own/status").data();
    }

    /** The living processes of all servers of the manager under test. */
    private Set<Long> processes() {
        String cookie = "MCP_MANAGER_COOKIE=" + directory.getFileName() + ".";
        return ProcessHandle.allProcesses()
                .filter(process -> hasInEnvironment(process.pid(), cookie))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static boolean hasInEnvironment(long pid, String text) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1)
                    .contains(text);
        } catch (IOException e) {
            return false; // it has just ended, or is another user's
        }
    }

    private static long pid(SessionClient client) throws Exception {
        return client.told("remember").path("pid").asLong();
    }

    @Test
    void eachSessionHasAProcessThatKnowsItsClientAlone() throws Exception {
        start();
        SessionClient one = client(ASKABLE);
        SessionClient other = client(PLAIN);
        assertThat(one.ask("logging/setLevel", "{\"level\": \"warning\"}")
                        .next()
                        .has("result"))
                .isTrue();
        one.told("remember");

        JsonNode first = one.told("remember");
        JsonNode second = other.told("remember");

        assertThat(first.path("count").asInt()).isEqualTo(2);
        assertThat(second.path("count").asInt()).isEqualTo(1);
        assertThat(first.path("opening")).isEqualTo(Json.STRICT.readTree(ASKABLE));
        assertThat(second.path("opening")).isEqualTo(Json.STRICT.readTree(PLAIN));
        assertThat(first.path("notified").toString()).isEqualTo("[\"notifications/initialized\"]");
        assertThat(first.path("level").asString()).isEqualTo("warning");
        assertThat(second.path("level").asString()).isEqualTo("none");
        assertThat(Set.of(
                        first.path("pid").asLong(),
                        second.path("pid").asLong(),
                        status().at("/details/pid").asLong()))
                .hasSize(3);
    }

    @Test
    void theServersOwnAnswerToInitializeComesBackByteForByte() throws Exception {
        start();

        String answer = client(PLAIN).opening().body();

        assertThat(answer).contains("{ \"extra\" : 1.50, \"protocolVersion\":\"2025-06-18\",");
    }

    @Test
    void questionsReachTheirSessionWhileOthersAreAskedToo() throws Exception {
        start();
        SessionClient one = client(ASKABLE);
        SessionClient other = client(ASKABLE);

        SessionClient.Messages toOne = one.call("ask");
        JsonNode first = toOne.next();
        SessionClient.Messages toOther = other.call("ask");
        JsonNode second = toOther.next();
        other.answer(second, "{\"action\": \"accept\", \"content\": {\"name\": \"other\"}}");
        one.answer(first, "{\"action\": \"accept\", \"content\": {\"name\": \"one\"}}");

        assertThat(first.path("method").asString()).isEqualTo("elicitation/create");
        assertThat(toOne.last().at("/content/name").asString()).isEqualTo("one");
        assertThat(toOther.last().at("/content/name").asString()).isEqualTo("other");
    }

    @Test
    void aQuestionOutsideOfCallsReachesTheSessionsStream() throws Exception {
        start();
        SessionClient one = client(ASKABLE);
        SessionClient other = client(ASKABLE);
        SessionClient.Messages stream = one.listen();
        one.tell("notifications/roots/list_changed");

        JsonNode question = stream.next();
        one.answer(question, "{\"roots\": [{\"uri\": \"file:///one\"}]}");

        assertThat(question.path("method").asString()).isEqualTo("roots/list");
        await().until(() -> one.told("remember").path("roots").toString().contains("file:///one"));
        assertThat(other.told("remember").path("roots").asString()).isEqualTo("none");
    }

    @Test
    void modernRequestsGoToTheSharedProcess() throws Exception {
        start();
        client(PLAIN).told("remember");

        JsonNode told = SessionClient.modernCall(address(), "remember").last();

        assertThat(told.path("pid").asLong())
                .isEqualTo(status().at("/details/pid").asLong());
        assertThat(told.path("count").asInt()).isEqualTo(1);
    }

    @Test
    void aSpareProcessIsReadyForTheNextSession() throws Exception {
        start();
        await().until(() -> processes().size() == 2);
        Set<Long> before = processes();

        SessionClient client = client(PLAIN);

        assertThat(before).contains(pid(client));
        await().until(() -> processes().size() == 3);
    }

    @Test
    void moreSessionsThanTheServerMayHaveAreRefused() throws Exception {
        start("{\"sessions\": \"dedicated\", \"maxSessions\": 2}");
        SessionClient one = client(PLAIN);
        client(PLAIN);

        SessionClient third = SessionClient.attempt(address(), PLAIN);

        assertThat(third.opening().statusCode()).isEqualTo(503);
        assertThat(Json.STRICT
                        .readTree(third.opening().body())
                        .at("/error/message")
                        .asString())
                .contains("config.maxSessions")
                .contains("2 sessions");
        one.end();
        await().until(() -> SessionClient.attempt(address(), PLAIN).opening().statusCode() == 200);
    }

    @Test
    void aSessionThatIsEndedEndsItsProcess() throws Exception {
        start();
        SessionClient client = client(PLAIN);
        long pid = pid(client);

        client.end();

        await().until(() -> !processes().contains(pid));
        assertThat(client.call("remember").status()).isEqualTo(404);
    }

    @Test
    void anIdleSessionEndsWithItsProcess() throws Exception {
        manager.close();
        GatewaySettings standard = GatewaySettings.DEFAULT;
        manager = TestManager.withoutAuthentication(
                directory,
                Map.of(),
                new GatewaySettings(
                        standard.maxSessions(),
                        Duration.ofMillis(1),
                        standard.inputWait(),
                        standard.serverWait(),
                        standard.quiet(),
                        standard.keepAlive()));
        start();
        SessionClient client = SessionClient.attempt(address(), PLAIN);

        await().until(() -> client.call("remember").status() == 404);
        // the server's own, and the spare one
        await().until(() -> processes().size() == 2);
    }

    @Test
    void afterACrashTheSessionGoesOnWithTheSameHandshake() throws Exception {
        start();
        SessionClient client = client(ASKABLE);
        client.ask("logging/setLevel", "{\"level\": \"warning\"}").next();
        JsonNode before = client.told("remember");
        long supervised = status().at("/details/pid").asLong();

        JsonNode error = client.told("exit");
        JsonNode after = client.told("remember");

        assertThat(error.path("message").asString()).contains("own");
        assertThat(after.path("pid").asLong()).isNotEqualTo(before.path("pid").asLong());
        assertThat(after.path("count").asInt()).isEqualTo(1);
        assertThat(after.path("opening")).isEqualTo(before.path("opening"));
        assertThat(after.path("notified").toString()).isEqualTo("[\"notifications/initialized\"]");
        assertThat(after.path("level").asString()).isEqualTo("warning");
        assertThat(status().at("/details/pid").asLong()).isEqualTo(supervised);
        assertThat(status().path("restarts").asInt()).isZero();
        await().until(() -> manager.get("/api/servers/own/events")
                .response()
                .body()
                .contains("for a client's session, ended with code 3"));
    }

    @Test
    void aCallInFlightFailsWithItsProcess() throws Exception {
        start();
        SessionClient client = client(PLAIN);
        SessionClient other = client(PLAIN);
        long otherPid = pid(other);
        ProcessHandle process = ProcessHandle.of(pid(client)).orElseThrow();
        Thread.ofVirtual().start(() -> {
            await().until(() -> client.told("remember").path("count").asInt() > 1);
            process.destroyForcibly();
        });

        JsonNode error = client.told("hang");

        assertThat(error.path("code").asInt()).isNegative();
        assertThat(pid(other)).isEqualTo(otherPid);
    }

    @Test
    void aProcessThatEndsAgainAndAgainIsNotStartedForEachCall() throws Exception {
        start();
        SessionClient client = client(PLAIN);
        Files.createFile(crashing());
        client.told("exit");

        await().until(() -> client.told("remember").path("message").asString("").contains("is not started again for"));

        Files.delete(crashing());
        await().until(() -> client.told("remember").has("pid"));
    }

    @Test
    void stoppingTheServerEndsAllAndItsSessionsGoOnWhenItRunsAgain() throws Exception {
        start();
        List<SessionClient> clients = List.of(client(PLAIN), client(ASKABLE), client(PLAIN));
        await().until(() -> processes().size() == 5);

        manager.post("/api/servers/own/stop", "");

        assertThat(processes()).isEmpty();
        assertThat(clients.getFirst().told("remember").path("message").asString())
                .contains("not running");
        manager.post("/api/servers/own/start", "");
        for (SessionClient client : clients) {
            assertThat(client.told("remember").path("count").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aDeletedServerLeavesNeitherSessionsNorProcesses() throws Exception {
        start();
        SessionClient client = client(PLAIN);
        client.told("remember");

        manager.call("DELETE", "/api/servers/own", "");

        assertThat(processes()).isEmpty();
        assertThat(client.call("remember").status()).isEqualTo(404);
    }

    @Test
    void aSessionWaitsForAServerThatIsStarting() throws Exception {
        start("{\"sessions\": \"dedicated\"}");
        manager.post("/api/servers/own/stop", "");
        manager.call("PATCH", "/api/servers/own", """
                {"type": "command", "command": "sh", "args": ["-c", "sleep 1; exec node %s %s"]}
                """.formatted(script(), crashing()));
        Thread starting = Thread.ofVirtual().start(() -> {
            try {
                manager.post("/api/servers/own/start", "");
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        await().until(() -> status().path("status").asString().equals("starting"));

        assertThat(client(PLAIN).told("remember").path("count").asInt()).isEqualTo(1);
        starting.join();
    }

    @Test
    void aRestartGivesEachSessionANewProcess() throws Exception {
        start();
        SessionClient client = client(PLAIN);
        long before = pid(client);

        manager.post("/api/servers/own/restart", "");

        assertThat(pid(client)).isNotEqualTo(before);
        assertThat(processes()).doesNotContain(before);
    }

    @Test
    void whatTheProcessOfASessionPrintsIsInTheServersLog() throws Exception {
        start();
        long pid = pid(client(PLAIN));

        await().until(() -> manager.get("/api/servers/own/logs")
                .response()
                .body()
                .contains("process " + pid + " remembers nothing"));
    }

    @Test
    void aServerThatIsChangedToSharedHasNoProcessForNewSessions() throws Exception {
        start();
        long own = pid(client(PLAIN));

        manager.call("PATCH", "/api/servers/own", "{\"config\": {\"sessions\": \"shared\"}}");

        assertThat(pid(client(PLAIN))).isEqualTo(status().at("/details/pid").asLong());
        await().until(() -> processes().size() == 2);
        assertThat(processes()).contains(own);
    }
}
