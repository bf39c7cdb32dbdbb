package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.RawServer;
import dev.mcpmanager.mcp.testing.RecordingListener;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Received;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Reply;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Script;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class HttpConnectionIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int LIMIT = 1024 * 1024;
    private static final String TOOLS = "{\"tools\":[{\"name\":\"echo\"}]}";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final RecordingListener listener = new RecordingListener("hunter2");
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        scheduler.shutdownNow();
    }

    private ScriptedHttpServer start(Script script) throws IOException {
        var server = new ScriptedHttpServer(script);
        open.add(server);
        return server;
    }

    private HttpConnection connection(URI address) {
        var connection = new HttpConnection(
                "one",
                new HttpTarget(address, Map.of("X-Key", "hunter2")),
                new ClientInfo("mcp-manager", "0.1.0"),
                listener,
                scheduler,
                LIMIT);
        open.add(() -> connection.close("was closed by the test"));
        return connection;
    }

    private McpSession session(ScriptedHttpServer server) throws Exception {
        return McpSession.open(connection(server.endpoint()), LONG).get(20, TimeUnit.SECONDS);
    }

    private static Script modern(Script others) {
        return request -> request.method().equals("server/discover") ? Reply.result("""
                        {"resultType": "complete", "supportedVersions": ["2026-07-28"], "capabilities": {"tools": {}},
                         "_meta": {"io.modelcontextprotocol/serverInfo": {"name": "hunter2-server", "version": "2"}}}
                        """) : others.answer(request);
    }

    private static Script legacy(String sessionId, Script others) {
        return request -> switch (request.method()) {
            case "server/discover" -> Reply.error(400, -32000);
            case "initialize" -> Reply.result("""
                        {"protocolVersion": "2025-06-18", "capabilities": {"tools": {}},
                         "serverInfo": {"name": "s", "version": "1"}}
                        """).with("Mcp-Session-Id", sessionId);
            case "notifications/initialized", "notifications/cancelled" -> Reply.ACCEPTED;
            default ->
                sessionId.equals(request.headers().getFirst("Mcp-Session-Id"))
                        ? others.answer(request)
                        : Reply.error(404, -32001);
        };
    }

    private static Reply tools(Received request) {
        return request.method().equals("tools/list") ? Reply.result(TOOLS) : Reply.error(200, -32601);
    }

    private static CompletableFuture<JsonNode> call(McpSession session, String tool, Duration timeout) {
        return ToolCalls.call(session, tool, Json.STRICT.createObjectNode(), timeout);
    }

    private static void assertFails(CompletableFuture<?> outcome, Class<? extends Problem> problem, String text) {
        assertThatThrownBy(() -> outcome.get(30, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(problem))
                .hasMessageStartingWith("server one ")
                .hasMessageContaining(text)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aModernServerTellsWhatItIsAndIsAskedWithTheHeadersOfItsEra() throws Exception {
        ScriptedHttpServer server = start(modern(HttpConnectionIT::tools));
        McpSession session = session(server);

        assertThat(session.server().era()).isEqualTo(Era.MODERN);
        assertThat(session.server().name()).contains("***-server");
        assertThat(session.listTools(LONG).get()).hasToString("[{\"name\":\"echo\"}]");
        session.ping(LONG).get();
        Received asked = server.received().get(1);
        assertThat(asked.headers().getFirst("Mcp-Method")).isEqualTo("tools/list");
        assertThat(asked.headers().getFirst("MCP-Protocol-Version")).isEqualTo("2026-07-28");
        assertThat(asked.headers()).doesNotContainKey("Mcp-name");
        assertThat(asked.message().path("params").path("_meta").size()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "echo, echo",
        "two words, two words",
        "größe, '=?base64?Z3LDtsOfZQ==?='",
        "' padded', '=?base64?IHBhZGRlZA==?='",
        "=?base64?eA==?=, '=?base64?PT9iYXNlNjQ/ZUE9PT89?='",
    })
    void theNameOfAToolIsWrittenSoThatAHeaderCanHoldIt(String tool, String header) throws Exception {
        ScriptedHttpServer server = start(modern(_ -> Reply.result("{\"content\":[]}")));
        call(session(server), tool, LONG).get();
        assertThat(server.received().getLast().headers().getFirst("Mcp-Name")).isEqualTo(header);
    }

    @Test
    void aLegacyServerIsToldThatItIsConnectedAndAskedInItsSession() throws Exception {
        ScriptedHttpServer server = start(legacy("s-1", HttpConnectionIT::tools));
        McpSession session = session(server);

        assertThat(session.server().era()).isEqualTo(Era.LEGACY);
        assertThat(session.server().protocolVersion()).isEqualTo("2025-06-18");
        assertThat(session.listTools(LONG).get()).hasSize(1);
        assertThat(server.methods())
                .containsExactly("server/discover", "initialize", "notifications/initialized", "tools/list");
        assertThat(server.received().getLast().headers()).doesNotContainKey("Mcp-method");
    }

    @Test
    void aForgottenSessionIsOpenedAnewOnceForAllWhoNeedIt() throws Exception {
        ScriptedHttpServer server = start(legacy("s-1", HttpConnectionIT::tools));
        McpSession session = session(server);
        server.become(legacy("s-2", HttpConnectionIT::tools));

        List<CompletableFuture<List<JsonNode>>> lists =
                IntStream.range(0, 20).mapToObj(_ -> session.listTools(LONG)).toList();

        for (CompletableFuture<List<JsonNode>> list : lists) {
            assertThat(list.get()).hasSize(1);
        }
        assertThat(server.methods()).filteredOn("initialize"::equals).hasSize(2);
    }

    @Test
    void aServerThatForgetsEachSessionIsReported() throws Exception {
        ScriptedHttpServer server = start(legacy("s-1", _ -> Reply.error(404, -32001)));
        assertFails(session(server).listTools(LONG), Problem.UpstreamFailed.class, "error -32001: ***");
        assertThat(server.methods()).filteredOn("initialize"::equals).hasSize(2);
    }

    @Test
    void aServerOfTheOtherEraInItsPlaceIsReported() throws Exception {
        ScriptedHttpServer server = start(legacy("s-1", HttpConnectionIT::tools));
        McpSession session = session(server);
        server.become(modern(_ -> Reply.error(400, -32022)));
        assertFails(session.listTools(LONG), Problem.UpstreamFailed.class, "is another than when it was connected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | application/json  | {"jsonrpc":"2.0","id":99,"result":{}}  | status 200 and no JSON-RPC; check mcpPath or url
            200 | application/json  | [{"jsonrpc":"2.0","id":ID,"result":{}}] | status 200 and no JSON-RPC
            200 | application/json  | {"jsonrpc":"2.0","id":ID,"result":[]}  | something other than an object
            200 | application/json  | {"jsonrpc":"2.0","id":ID,"resu         | status 200 and no JSON-RPC
            200 | text/html         | <html>hunter2</html>                   | status 200 and something other than JSON
            200 | text/event-stream | data: nonsense                         | closed the stream before it answered tools/list
            204 | application/json  | ''                                     | status 204 and no JSON-RPC
            500 | application/json  | {"jsonrpc":"2.0","id":ID,"result":{}}  | fails (status 500): its own log says why
            503 | text/plain        | hunter2                                | fails (status 503)
            """)
    void anAnswerThatIsNoMcpIsReportedWithoutTheServersWords(int status, String type, String body, String text)
            throws Exception {
        var hostile = new Reply(status, Map.of("Content-Type", type), body);
        ScriptedHttpServer server = start(modern(_ -> hostile));
        assertFails(session(server).listTools(LONG), Problem.UpstreamFailed.class, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void anAnswerBeyondTheBoundIsReportedAndTheNextIsTaken(String type) throws Exception {
        var huge = new Reply(
                200,
                Map.of("Content-Type", type),
                "data: {\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{\"tools\":[\"" + "x".repeat(LIMIT));
        ScriptedHttpServer server = start(modern(_ -> huge));
        McpSession session = session(server);
        assertFails(
                session.listTools(LONG),
                Problem.UpstreamFailed.class,
                "with a message of more than 1048576 bytes (setting max-message-size)");
        server.become(modern(HttpConnectionIT::tools));
        assertThat(session.listTools(LONG).get()).hasSize(1);
    }

    @Test
    void anAnswerOfNearlyTheBoundIsTaken() throws Exception {
        String name = "x".repeat(LIMIT - 1000);
        ScriptedHttpServer server = start(modern(_ -> Reply.result("{\"tools\":[{\"name\":\"%s\"}]}".formatted(name))));
        assertThat(session(server).listTools(LONG).get()).hasSize(1);
    }

    @Test
    void aCallThatTakesTooLongIsCancelledAtALegacyServer() throws Exception {
        ScriptedHttpServer server = start(legacy("s-1", _ -> silence()));
        McpSession session = session(server);
        assertFails(
                call(session, "slow", Duration.ofMillis(200)),
                Problem.UpstreamTimedOut.class,
                "did not answer tools/call within 200 ms");
        awaitCancelled(server);
    }

    @Test
    void cancellingTheOutcomeCancelsTheCallAtALegacyServer() throws Exception {
        ScriptedHttpServer server = start(legacy("s-1", _ -> silence()));
        CompletableFuture<JsonNode> outcome = call(session(server), "slow", LONG);
        await().until(() -> server.methods().contains("tools/call"));
        outcome.cancel(false);
        awaitCancelled(server);
    }

    private static void awaitCancelled(ScriptedHttpServer server) {
        await().until(() -> server.methods().getLast().equals("notifications/cancelled"));
        Received called = server.received().get(server.methods().indexOf("tools/call"));
        Received cancelled = server.received().getLast();
        assertThat(cancelled.message().path("params").path("requestId"))
                .isEqualTo(called.message().path("id"));
        assertThat(cancelled.headers().getFirst("Mcp-Session-Id")).isEqualTo("s-1");
    }

    private static Reply silence() throws InterruptedException {
        new CountDownLatch(1).await();
        throw new AssertionError();
    }

    @Test
    void aCallOfWhichNothingIsKnownIsNotMadeTwice() throws Exception {
        ScriptedHttpServer server = start(modern(_ -> {
            throw new IOException("no answer");
        }));
        McpSession session = session(server);
        assertFails(
                call(session, "pay", LONG),
                Problem.UpstreamFailed.class,
                "closed the connection before it answered in full");
        assertThat(server.methods()).filteredOn("tools/call"::equals).hasSize(1);
        assertFails(
                session.listTools(LONG),
                Problem.UpstreamFailed.class,
                "closed the connection before it answered in full");
        assertThat(server.methods()).endsWith("tools/call", "tools/list", "tools/list");
    }

    @Test
    void whatIsUnderWayFailsWithTheClose() throws Exception {
        ScriptedHttpServer server = start(legacy("s-1", _ -> silence()));
        HttpConnection connection = connection(server.endpoint());
        McpSession session = McpSession.open(connection, LONG).get();
        CompletableFuture<JsonNode> outcome = call(session, "slow", LONG);
        await().until(() -> server.methods().contains("tools/call"));

        connection.close("was stopped");

        assertFails(outcome, Problem.UpstreamFailed.class, "was stopped");
        assertFails(call(session, "slow", LONG), Problem.UpstreamFailed.class, "was stopped");
    }

    @Test
    void aServerThatDoesNotListenYetCanBeAskedLater() throws Exception {
        ScriptedHttpServer ended = start(HttpConnectionIT::tools);
        ended.close();
        assertFails(
                McpSession.open(connection(ended.endpoint()), LONG),
                Problem.Unavailable.class,
                "nothing listens at http://127.0.0.1:" + ended.endpoint().getPort());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2",
                "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 5000\n\n{",
                "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\nffffffffffffff\n",
                "",
            })
    void whatIsNotHttpOrEndsInTheMiddleIsReported(String answer) throws Exception {
        var server = RawServer.answering(answer.replace("\n", "\r\n"));
        open.add(server);
        assertFails(
                McpSession.open(connection(URI.create("http://127.0.0.1:" + server.port() + "/mcp")), LONG),
                Problem.Unavailable.class,
                "server one does not answer: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}\n\n", "x", "\n"})
    void anAnswerWithoutEndIsGivenUpInTime(String part) throws Exception {
        byte[] head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".getBytes(UTF_8);
        var server = new RawServer(out -> {
            out.write(head);
            while (true) {
                out.write(part.getBytes(UTF_8));
                out.flush();
                Thread.sleep(1);
            }
        });
        open.add(server);
        assertFails(
                McpSession.open(
                        connection(URI.create("http://127.0.0.1:" + server.port() + "/mcp")), Duration.ofMillis(600)),
                Problem.UpstreamTimedOut.class,
                "did not complete the MCP handshake within 600 ms");
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        ScriptedHttpServer server = start(_ -> new Reply(307, Map.of("Location", "http://127.0.0.1:1/hunter2"), ""));
        assertThatThrownBy(() -> session(server))
                .hasMessageContaining("redirects to http://127.0.0.1:1/***")
                .hasMessageNotContaining("hunter2");
    }
}
