package dev.mcpmanager.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.mcp.testing.ScriptedHttpServer;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Received;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Reply;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Script;
import dev.mcpmanager.problem.ProblemException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpPingIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final ClientInfo MANAGER = new ClientInfo("mcp-manager", "0.1.0");
    private static final Reply DISCOVERED =
            Reply.result("{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{}}");
    private static final String INITIALIZED =
            "{\"protocolVersion\":\"%s\",\"capabilities\":{},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        client.shutdownNow();
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private ScriptedHttpServer start(Script script) throws Exception {
        var server = new ScriptedHttpServer(script);
        open.add(server);
        return server;
    }

    private HttpPing ping(ScriptedHttpServer server) {
        return new HttpPing(
                client, new HttpTarget(server.endpoint(), Map.of("Authorization", "Bearer hunter2")), MANAGER);
    }

    private static Reply modern(Received request) {
        return request.method().equals("server/discover") ? DISCOVERED : Reply.error(404, -32601);
    }

    private static Script legacy(String sessionId) {
        return request -> {
            String session = request.headers().getFirst("Mcp-Session-Id");
            return switch (request.method()) {
                case "initialize" ->
                    Reply.result(INITIALIZED.formatted("2025-06-18")).with("Mcp-Session-Id", sessionId);
                case "notifications/initialized", "DELETE" -> Reply.ACCEPTED;
                case "ping" -> sessionId.equals(session) ? Reply.result("{}") : Reply.error(404, -32001);
                default -> Reply.error(400, -32000);
            };
        };
    }

    @Test
    void aModernServerIsAskedWhatItIsEachTime() throws Exception {
        ScriptedHttpServer server = start(HttpPingIT::modern);
        try (HttpPing ping = ping(server)) {
            ping.send(LONG);
            ping.send(LONG);
        }
        assertThat(server.methods()).containsOnly("server/discover");
        for (Received request : server.received()) {
            assertThat(request.httpMethod()).isEqualTo("POST");
            assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
            assertThat(request.headers().getFirst("Accept")).isEqualTo("application/json, text/event-stream");
            assertThat(request.headers().getFirst("MCP-Protocol-Version")).isEqualTo("2026-07-28");
            assertThat(request.headers().getFirst("Mcp-Method")).isEqualTo("server/discover");
            assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer hunter2");
            assertThat(request.message().path("params")).hasToString("""
                    {"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
                    "io.modelcontextprotocol/clientInfo":{"name":"mcp-manager","version":"0.1.0"},\
                    "io.modelcontextprotocol/clientCapabilities":{}}}""");
        }
    }

    @Test
    void aLegacyServerIsInitializedOnceAndItsSessionIsEnded() throws Exception {
        ScriptedHttpServer server = start(legacy("s-1"));
        try (HttpPing ping = ping(server)) {
            ping.send(LONG);
            ping.send(LONG);
        }
        assertThat(server.methods())
                .containsExactly(
                        "server/discover", "initialize", "notifications/initialized", "ping", "ping", "DELETE");
        assertThat(server.received().get(1).headers()).doesNotContainKeys("Mcp-session-id", "Mcp-protocol-version");
        for (Received request : server.received().subList(2, 6)) {
            assertThat(request.headers().getFirst("Mcp-Session-Id")).isEqualTo("s-1");
            assertThat(request.headers().getFirst("MCP-Protocol-Version")).isEqualTo("2025-06-18");
            assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer hunter2");
        }
    }

    @Test
    void aSessionThatMayNotBeEndedIsLeft() throws Exception {
        ScriptedHttpServer server = start(request -> request.method().equals("DELETE")
                ? new Reply(403, Map.of(), "")
                : legacy("s-1").answer(request));
        try (HttpPing ping = ping(server)) {
            ping.send(LONG);
        }
        assertThat(server.methods()).endsWith("ping", "DELETE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429 | 30         | is asked too often (status 429): try again after 30 s
            429 | -1         | is asked too often (status 429): try again later
            503 | 30         | fails (status 503): its own log says why
            """)
    void whatIsForATimeIsNotTakenForAWrongAddress(int status, String retryAfter, String words) throws Exception {
        ScriptedHttpServer server =
                start(_ -> new Reply(status, Map.of("Retry-After", retryAfter, "Content-Type", "text/html"), "wait"));
        try (HttpPing ping = ping(server)) {
            assertThatThrownBy(() -> ping.send(LONG))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageEndingWith(words);
        }
    }

    @Test
    void aServerThatIsAskedTooOftenKeepsItsSession() throws Exception {
        ScriptedHttpServer server = start(legacy("s-1"));
        try (HttpPing ping = ping(server)) {
            ping.send(LONG);
            server.become(_ -> new Reply(429, Map.of(), ""));
            assertThatThrownBy(() -> ping.send(LONG)).hasMessageContaining("is asked too often (status 429)");
            server.become(legacy("s-1"));
            ping.send(LONG);
        }
        assertThat(server.methods()).containsOnlyOnce("initialize");
    }

    @Test
    void aServerWithoutSessionsIsPingedWithoutOne() throws Exception {
        ScriptedHttpServer server = start(request -> switch (request.method()) {
            case "initialize" -> Reply.result(INITIALIZED.formatted("2025-11-25"));
            case "notifications/initialized" -> Reply.ACCEPTED;
            case "ping" -> Reply.result("{}");
            default -> Reply.error(200, -32601);
        });
        try (HttpPing ping = ping(server)) {
            ping.send(LONG);
            ping.send(LONG);
        }
        assertThat(server.methods())
                .containsExactly("server/discover", "initialize", "notifications/initialized", "ping", "ping");
    }

    @ParameterizedTest
    @CsvSource({"404, -32001", "400, -32000"})
    void aSessionThatIsGoneIsOpenedAnew(int status, int code) throws Exception {
        ScriptedHttpServer server = start(legacy("s-1"));
        try (HttpPing ping = ping(server)) {
            ping.send(LONG);
            server.become(request -> "s-1".equals(request.headers().getFirst("Mcp-Session-Id"))
                    ? Reply.error(status, code)
                    : legacy("s-2").answer(request));
            ping.send(LONG);
            ping.send(LONG);
        }
        assertThat(server.received().getLast().headers().getFirst("Mcp-Session-Id"))
                .isEqualTo("s-2");
        assertThat(server.methods()).filteredOn("initialize"::equals).hasSize(2);
    }

    @Test
    void aServerOfTheOtherEraInItsPlaceIsFound() throws Exception {
        ScriptedHttpServer server = start(legacy("s-1"));
        try (HttpPing ping = ping(server)) {
            ping.send(LONG);
            server.become(HttpPingIT::modern);
            ping.send(LONG);
            assertThat(server.methods()).endsWith("ping", "DELETE", "server/discover", "server/discover");
            server.become(legacy("s-2"));
            ping.send(LONG);
        }
        assertThat(server.methods())
                .endsWith("server/discover", "initialize", "notifications/initialized", "ping", "DELETE");
    }

    @Test
    void aServerThatIsSilentAtWhatItDoesNotKnowIsLegacy() throws Exception {
        ScriptedHttpServer server = start(request -> {
            if (request.method().equals("server/discover")) {
                new CountDownLatch(1).await();
            }
            return legacy("s-1").answer(request);
        });
        try (HttpPing ping = ping(server)) {
            ping.send(Duration.ofSeconds(2));
            ping.send(LONG);
        }
        assertThat(server.methods()).filteredOn("server/discover"::equals).hasSize(1);
    }

    /** In each, {@code /} stands for a line's end and {@code RESULT} for what a modern server answers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {'jsonrpc':'2.0','id':ID,RESULT}//",
                "id: 1/data: //event: message/data: {'jsonrpc':'2.0','id':ID,/data: RESULT}//",
                ": hello//data: {'jsonrpc':'2.0','method':'notice'}//data: nonsense//"
                        + "data: {'jsonrpc':'2.0','id':99,'result':{}}//data: {'jsonrpc':'2.0','id':ID,RESULT}//",
            })
    void anAnswerInAnEventStreamIsFound(String text) throws Exception {
        String stream = text.replace('/', '\n')
                .replace("RESULT", "'result':{'supportedVersions':['2026-07-28']}")
                .replace('\'', '"');
        ScriptedHttpServer server = start(_ -> new Reply(200, Map.of("Content-Type", "text/event-stream"), stream));
        ping(server).send(LONG);
        assertThat(server.methods()).containsOnly("server/discover");
    }

    @Test
    void anErrorInPlaceOfAPongIsASignOfLife() throws Exception {
        ScriptedHttpServer server = start(request -> request.method().equals("ping")
                ? Reply.error(200, -32601)
                : legacy("s-1").answer(request));
        ping(server).send(LONG);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 404, 503})
    void aServerThatConnectsButDoesNotPongIsReportedAndLosesNoSessions(int status) throws Exception {
        ScriptedHttpServer server = start(request -> request.method().equals("ping")
                ? new Reply(status, Map.of("Content-Type", "text/html"), "<html>hunter2</html>")
                : legacy("s-1").answer(request));
        try (HttpPing ping = ping(server)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> ping.send(LONG))
                        .isInstanceOf(ProblemException.class)
                        .hasMessageContaining("with status " + status + " and no JSON-RPC")
                        .hasMessageNotContaining("hunter2");
            }
        }
        long opened = server.methods().stream().filter("initialize"::equals).count();
        assertThat(server.methods()).filteredOn("DELETE"::equals).hasSize((int) opened);
    }

    @Test
    void aServerThatSpeaksNoKnownVersionIsReported() throws Exception {
        ScriptedHttpServer server = start(request -> switch (request.method()) {
            case "server/discover" -> Reply.result("{\"supportedVersions\":[\"2030-01-01\"]}");
            case "initialize" -> Reply.result(INITIALIZED.formatted("2030-01-01"));
            default -> Reply.ACCEPTED;
        });
        assertThatThrownBy(() -> ping(server).send(LONG))
                .hasMessage(
                        ping(server).origin() + " speaks no MCP that the manager knows: it answers server/discover"
                                + " with status 200 and a result, initialize with status 200 and a result; check mcpPath or url");
    }

    @Test
    void aCallerThatWaitsForAnotherTimesOut() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        ScriptedHttpServer server = start(request -> {
            asked.countDown();
            answer.await();
            return modern(request);
        });
        HttpPing ping = ping(server);
        var failures = new AtomicInteger();
        Thread other = Thread.startVirtualThread(() -> {
            try {
                ping.send(LONG);
            } catch (Exception e) {
                failures.incrementAndGet();
            }
        });
        asked.await();
        assertThatThrownBy(() -> ping.send(Duration.ofMillis(50))).isInstanceOf(TimeoutException.class);
        answer.countDown();
        other.join();
        assertThat(failures).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"Content-Length, 5", "X-Key, 'hunter2\n'", "'bad name', hunter2"})
    void aHeaderThatCannotBeSentIsRefusedWithoutItsValue(String name, String value) throws Exception {
        ScriptedHttpServer server = start(HttpPingIT::modern);
        assertThatThrownBy(() -> new HttpPing(client, new HttpTarget(server.endpoint(), Map.of(name, value)), MANAGER))
                .hasMessageContaining("check name and value of " + name)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aSessionIdThatNoHeaderMayHoldIsRefused() throws Exception {
        ScriptedHttpServer server = start(legacy("a b"));
        assertThatThrownBy(() -> ping(server).send(LONG)).hasMessageContaining("session id that is not visible ASCII");
    }
}
