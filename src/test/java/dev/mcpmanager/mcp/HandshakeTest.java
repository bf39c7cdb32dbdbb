package dev.mcpmanager.mcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.mcp.testing.RecordingListener;
import dev.mcpmanager.mcp.testing.ScriptedServer;
import dev.mcpmanager.mcp.testing.ScriptedServer.Script;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HandshakeTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final ClientInfo CLIENT = new ClientInfo("mcp-manager", "0.1.0");
    private static final String MODERN = """
            {"resultType":"complete","supportedVersions":["2027-01-01","2026-07-28"],"capabilities":{"tools":{},"logging":null},\
            "instructions":"Be kind","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"m","version":"1","title":"M"}}}""";

    private final List<ScriptedServer> servers = new ArrayList<>();

    @AfterEach
    void end() throws IOException {
        for (ScriptedServer server : servers) {
            server.close();
        }
    }

    @Test
    void aDiscoverResultMeansModern() throws Exception {
        var server = start((message, fake) -> fake.result(message, MODERN));
        ServerInfo info = probe(server, LONG).server();
        assertThat(info.era()).isEqualTo(Era.MODERN);
        assertThat(info.protocolVersion()).isEqualTo("2026-07-28");
        assertThat(info.name()).contains("m");
        assertThat(info.version()).contains("1");
        assertThat(info.title()).contains("M");
        assertThat(info.instructions()).contains("Be kind");
        assertThat(info.capabilityNames()).containsExactly("tools");
        assertThat(server.received()).singleElement().hasToString("""
                {"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{\
                "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
                "io.modelcontextprotocol/clientInfo":{"name":"mcp-manager","version":"0.1.0"},\
                "io.modelcontextprotocol/clientCapabilities":{}}}}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void anErrorMeansInitialize(String version) throws Exception {
        var server = start(legacy(version));
        ServerInfo info = probe(server, LONG).server();
        assertThat(info.era()).isEqualTo(Era.LEGACY);
        assertThat(info.protocolVersion()).isEqualTo(version);
        assertThat(info.name()).contains("old");
        await().until(() -> server.received().size() == 3);
        assertThat(server.received().get(1).path("params"))
                .hasToString("{\"protocolVersion\":\"2025-11-25\",\"capabilities\":"
                        + "{\"roots\":{\"listChanged\":true},\"sampling\":{},\"elicitation\":{\"form\":{},\"url\":{}}},"
                        + "\"clientInfo\":{\"name\":\"mcp-manager\",\"version\":\"0.1.0\"}}");
        assertThat(server.received().get(2).path("method").asString()).isEqualTo("notifications/initialized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"hello\"",
                "{\"supportedVersions\":[]}",
                "{\"supportedVersions\":\"2026-07-28\"}",
                "{\"supportedVersions\":[\"2025-06-18\"]}"
            })
    void aResultThatIsNoModernOneMeansInitialize(String result) throws Exception {
        var server = start((message, fake) -> {
            if (method(message).equals("server/discover")) {
                fake.result(message, result);
            } else {
                legacy("2025-06-18").received(message, fake);
            }
        });
        assertThat(probe(server, LONG).server().era()).isEqualTo(Era.LEGACY);
    }

    @Test
    void silenceMeansInitialize() throws Exception {
        var server = start((message, fake) -> {
            if (!method(message).equals("server/discover")) {
                legacy("2025-06-18").received(message, fake);
            }
        });
        assertThat(probe(server, SHORT).server().era()).isEqualTo(Era.LEGACY);
    }

    @Test
    void aLateModernAnswerCountsIfInitializeIsRefused() throws Exception {
        var server = start(late((initialize, fake) -> fake.error(initialize, -32022, "no")));
        assertThat(probe(server, SHORT).server().era()).isEqualTo(Era.MODERN);
    }

    @Test
    void aLateModernAnswerCountsIfInitializeIsNotAnswered() throws Exception {
        var server = start(late((initialize, fake) -> {}));
        assertThat(probe(server, SHORT).server().era()).isEqualTo(Era.MODERN);
    }

    @Test
    void aServerOfBothErasThatFindsBothQuestionsIsLegacy() throws Exception {
        var server = start(late(legacy("2025-11-25")));
        assertThat(probe(server, Duration.ofSeconds(1)).server().era()).isEqualTo(Era.LEGACY);
    }

    @Test
    void initializeCanComeFirst() throws Exception {
        var server = start(legacy("2025-11-25"));
        var session = new Handshake(server.connection(), CLIENT, LONG).initializeOnly(LONG);
        assertThat(session.get(10, SECONDS).server().era()).isEqualTo(Era.LEGACY);
        assertThat(method(server.received().getFirst())).isEqualTo("initialize");
    }

    @Test
    void aServerOfUnknownVersionsOnlyIsNamedSo() {
        var server = start((message, fake) -> fake.print("{\"jsonrpc\":\"2.0\",\"id\":" + message.path("id")
                + ",\"error\":{\"code\":-32022,\"message\":\"x\",\"data\":{\"supported\":[\"2030-01-01\"]}}}"));
        assertFails(
                server,
                Problem.UpstreamFailed.class,
                "server fake speaks none of the protocol versions that the manager knows, only 2030-01-01");
    }

    @Test
    void aServerThatRefusesBothIsQuoted() {
        var server = start((message, fake) -> fake.error(message, -32601, "no " + method(message)));
        assertFails(
                server,
                Problem.UpstreamFailed.class,
                "server fake answered server/discover with error -32601: no server/discover"
                        + " and answered initialize with error -32601: no initialize");
    }

    @Test
    void aVersionThatNobodyKnowsIsNamed() {
        var server = start(legacy("1999-01-01"));
        assertFails(server, Problem.UpstreamFailed.class, "answered initialize with protocol version 1999-01-01");
    }

    @Test
    void aServerThatClosesIsNamedSo() {
        var server = start((message, fake) -> fake.closeStdout());
        assertFails(
                server,
                Problem.UpstreamFailed.class,
                "server fake closed its stdout before it answered server/discover");
    }

    @Test
    void aServerThatNeverAnswersTimesOutAndLeavesNothingBehind() {
        var server = start((message, fake) -> {});
        var session = new Handshake(server.connection(), CLIENT, SHORT).probe(Duration.ofMillis(200));
        assertThatThrownBy(() -> session.get(10, SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.UpstreamTimedOut.class))
                .hasMessage("server fake did not complete the MCP handshake (it did not answer server/discover"
                        + " and did not answer initialize) within 200 ms");
        // the waiting thread wakes before the session's clean-up has run
        await().until(() -> server.connection().waiting().findAny().isEmpty());
        server.connection().sendNotification("last", RawJson.EMPTY_OBJECT);
        await().until(() -> method(server.received().getLast()).equals("last"));
        // the protocol forbids to cancel initialize
        assertThat(server.received()).extracting(HandshakeTest::method).doesNotContain("notifications/cancelled");
    }

    private McpSession probe(ScriptedServer server, Duration probeTimeout) throws Exception {
        return new Handshake(server.connection(), CLIENT, probeTimeout)
                .probe(LONG)
                .get(10, SECONDS);
    }

    private void assertFails(ScriptedServer server, Class<? extends Problem> problem, String detail) {
        assertThatThrownBy(() -> probe(server, LONG))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(problem))
                .hasMessageContaining(detail);
    }

    private ScriptedServer start(Script script) {
        try {
            var server = new ScriptedServer(new RecordingListener(), script);
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Script legacy(String version) {
        return (message, fake) -> {
            if (method(message).equals("initialize")) {
                fake.result(
                        message,
                        "{\"protocolVersion\":\"" + version
                                + "\",\"capabilities\":{},\"serverInfo\":{\"name\":\"old\",\"version\":\"0\"}}");
            } else if (message.has("id")) {
                fake.error(message, -32601, "Method not found");
            }
        };
    }

    /** Answers {@code server/discover} only once {@code initialize} has arrived too. */
    private static Script late(Script initialize) {
        var discover = new ArrayList<JsonNode>();
        return (message, fake) -> {
            if (method(message).equals("server/discover")) {
                discover.add(message);
            } else if (method(message).equals("initialize")) {
                fake.result(discover.getFirst(), MODERN);
                initialize.received(message, fake);
            }
        };
    }

    private static String method(JsonNode message) {
        return message.path("method").asString("");
    }
}
