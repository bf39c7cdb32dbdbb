package dev.mcpmanager.gateway;

import static dev.mcpmanager.gateway.RemoteScripts.SECRET;
import static dev.mcpmanager.gateway.RemoteScripts.legacy;
import static dev.mcpmanager.gateway.RemoteScripts.modern;
import static dev.mcpmanager.gateway.RemoteScripts.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.gateway.HostileServer.Answer;
import dev.mcpmanager.mcp.testing.RawServer;
import dev.mcpmanager.mcp.testing.RealHttpServer;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Received;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Reply;
import dev.mcpmanager.mcp.testing.ScriptedHttpServer.Script;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Remote servers that do what they should not: whoever called is told so, and nobody else is disturbed. */
@Timeout(60)
class RemoteServersIT {
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    private ScriptedHttpServer serve(Script script) throws Exception {
        return opened(new ScriptedHttpServer(script));
    }

    /** A manager with a remote server at this address, started. */
    private HostileServer manage(URI address) throws Exception {
        return opened(new HostileServer(directory, GatewaySettings.DEFAULT, RemoteScripts.definition(address)));
    }

    private static CompletableFuture<Answer> call(HostileServer managed, String tool) {
        return managed.modernCall(tool, "{}", "");
    }

    private static void assertFails(Answer answer, String text) {
        assertThat(answer.code()).as(answer.response().body()).isEqualTo(-32603);
        assertThat(answer.message().path("error").path("message").asString())
                .startsWith("server hostile ")
                .contains(text);
        assertThat(answer.response().body()).doesNotContain("hunter2");
    }

    private static void assertOthersAreServed(HostileServer managed) {
        assertThat(call(managed, "good").join().text()).isEqualTo("good");
    }

    private static JsonNode events(HostileServer managed) throws Exception {
        return managed.manager().get("/api/servers/hostile/events").data();
    }

    @Test
    void credentialsGoToTheServerAndNowhereElse() throws Exception {
        ScriptedHttpServer server = serve(modern(_ -> result("called")));
        HostileServer managed = manage(server.endpoint());
        assertThat(call(managed, "any").join().text()).isEqualTo("called");
        assertThat(server.received())
                .allSatisfy(request ->
                        assertThat(request.headers().getFirst("Authorization")).isEqualTo(SECRET));
        assertThat(managed.manager().get("/api/servers/hostile").response().body())
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectToAnotherHostIsNotFollowed(int status) throws Exception {
        ScriptedHttpServer other = serve(_ -> result("taken"));
        Reply redirect = new Reply(status, Map.of("Location", other.endpoint().toString()), "");
        HostileServer managed = manage(serve(modern(_ -> redirect)).endpoint());
        assertFails(
                call(managed, "any").join(),
                "redirects to http://127.0.0.1:" + other.endpoint().getPort());
        assertThat(other.received()).isEmpty();
        assertOthersAreServed(managed);
    }

    @Test
    void aRedirectToTheSameHostIsFollowedWithCredentials() throws Exception {
        ScriptedHttpServer server = serve(request -> request.path().equals("/mcp/")
                ? modern(_ -> result("called")).answer(request)
                : new Reply(307, Map.of("Location", "/mcp/"), ""));
        assertThat(call(manage(server.endpoint()), "any").join().text()).isEqualTo("called");
        assertThat(server.received().getLast().headers().getFirst("Authorization"))
                .isEqualTo(SECRET);
    }

    @Test
    void redirectsWithoutEndAreGivenUp() throws Exception {
        var redirect = new Reply(308, Map.of("Location", "/mcp"), "");
        HostileServer managed = manage(serve(modern(_ -> redirect)).endpoint());
        assertFails(call(managed, "any").join(), "redirects to");
        assertOthersAreServed(managed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | text/html         | <html>hunter2</html>        | asks for authorization (status 401): add its credentials
            403 | application/json  | {"error":"hunter2"}         | asks for authorization (status 403)
            429 | text/plain        | hunter2                     | is asked too often (status 429): try again after 30 s
            500 | text/plain        | hunter2                     | fails (status 500): its own log says why
            502 | text/html         | <html>hunter2</html>        | fails (status 502)
            404 | text/html         | <html>hunter2</html>        | answers with status 404 and something other than JSON
            200 | text/html         | <html>hunter2</html>        | answers with status 200 and something other than JSON
            200 | application/json  | {"jsonrpc":"2.0","id":ID    | answers with status 200 and no JSON-RPC
            200 | application/json  | {"jsonrpc":"2.0","id":99,"result":{}} | answers with status 200 and no JSON-RPC
            202 | application/json  | ''                          | took the request (status 202), but answers nothing
            200 | text/event-stream | 'data: {"jsonrpc":"2.0","met' | closed the stream before it answered tools/call
            """)
    void whatIsNoAnswerIsToldInWordsOfOurs(int status, String type, String body, String text) throws Exception {
        var bad = new Reply(status, Map.of("Content-Type", type, "Retry-After", "30"), body);
        HostileServer managed = manage(serve(modern(_ -> bad)).endpoint());
        assertFails(call(managed, "any").join(), text);
        assertOthersAreServed(managed);
    }

    @Test
    void aServerThatNeverAnswersKeepsNobodyElseWaiting() throws Exception {
        var asked = new CountDownLatch(1);
        HostileServer managed = manage(serve(modern(_ -> {
                    asked.countDown();
                    new CountDownLatch(1).await();
                    throw new AssertionError();
                }))
                .endpoint());
        CompletableFuture<Answer> waiting = call(managed, "any");
        asked.await();
        assertOthersAreServed(managed);
        assertThat(waiting).isNotDone();
    }

    @Test
    void aClientThatReadsSlowlyMissesNothingOfALongStream() throws Exception {
        int count = 20_000;
        HostileServer managed = manage(serve(modern(request -> {
                    var events = new StringBuilder();
                    JsonNode token = request.message().at("/params/_meta/progressToken");
                    String padding = "x".repeat(1_500);
                    for (int i = 1; i <= count; i++) {
                        events.append("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":")
                                .append("{\"progressToken\":%s,\"progress\":%d,\"message\":\"%s\"}}\n\n"
                                        .formatted(token, i, padding));
                    }
                    events.append("data: ").append(result("done").body()).append("\n\n");
                    return new Reply(200, Map.of("Content-Type", "text/event-stream"), events.toString());
                }))
                .endpoint());
        try (var lines = managed.modernStream("any").join()) {
            // time enough to lose what nobody takes
            for (int i = 0; i < 200; i++) {
                assertOthersAreServed(managed);
            }
            List<String> data = lines.filter(line -> line.startsWith("data: ")).toList();
            assertThat(data).hasSize(count + 1);
            assertThat(data.getLast()).contains("done");
        }
    }

    @Test
    void aLostSessionIsOpenedAnewAndTheCallIsMadeInIt() throws Exception {
        ScriptedHttpServer server = serve(legacy("s-1", _ -> result("first")));
        HostileServer managed = manage(server.endpoint());
        assertThat(call(managed, "any").join().text()).isEqualTo("first");
        server.become(legacy("s-2", _ -> result("second")));
        assertThat(call(managed, "any").join().text()).isEqualTo("second");
        assertThat(server.received().getLast().headers().getFirst("Mcp-Session-Id"))
                .isEqualTo("s-2");
        await().until(() -> events(managed).toString().contains("has lost its MCP session"));
    }

    @Test
    void aSessionIdInAnAnswerChangesNoSession() throws Exception {
        ScriptedHttpServer server = serve(legacy("s-1", _ -> result("called").with("Mcp-Session-Id", "another-one")));
        HostileServer managed = manage(server.endpoint());
        assertThat(call(managed, "any").join().text()).isEqualTo("called");
        assertThat(call(managed, "any").join().text()).isEqualTo("called");
        assertThat(server.received())
                .filteredOn(request -> request.method().equals("tools/call"))
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.headers().getFirst("Mcp-Session-Id")).isEqualTo("s-1"));
    }

    private static JsonNode check(HostileServer managed) throws Exception {
        return managed.manager().post("/api/servers/hostile/health/check", "").data();
    }

    @Test
    void itsHealthSaysWhatIsWrongAndWhenItIsWellAgain() throws Exception {
        ScriptedHttpServer server = serve(modern(_ -> result("called")));
        HostileServer managed = manage(server.endpoint());
        // a check that was under way counts as well
        await().until(() -> check(managed).path("status").asString().equals("healthy"));
        server.become(_ -> new Reply(503, Map.of(), ""));
        await().until(() -> check(managed).path("status").asString().equals("unhealthy"));
        assertThat(check(managed).path("error").asString()).contains("503").doesNotContain("hunter2");
        server.become(modern(_ -> result("called")));
        await().until(() -> check(managed).path("status").asString().equals("healthy"));
    }

    @Test
    void aServerThatForgetsEachSessionIsReported() throws Exception {
        HostileServer managed = manage(serve(legacy(
                        "s-1",
                        request -> request.method().equals("ping") ? Reply.result("{}") : Reply.error(404, -32001)))
                .endpoint());
        Answer answer = call(managed, "any").join();
        assertThat(answer.code()).as(answer.response().body()).isEqualTo(-32001);
    }

    @Test
    void aServerThatIsAwayIsConnectedOnceItIsBack() throws Exception {
        int port = RealHttpServer.freePort();
        URI address = URI.create("http://127.0.0.1:" + port + "/mcp");
        HostileServer managed = manage(address);
        JsonNode status = managed.manager().status("hostile");
        assertThat(status.path("status").asString()).isEqualTo("restarting");
        assertThat(status.path("error").asString()).contains("nothing listens at http://127.0.0.1:" + port);
        opened(RealHttpServer.everything(port));
        await().until(() ->
                managed.manager().status("hostile").path("status").asString().equals("running"));
        assertThat(managed.modernCall("echo", "{\"message\":\"hi\"}", "").join().text())
                .isEqualTo("Echo: hi");
        JsonNode details = managed.manager().status("hostile").path("details");
        assertThat(details.path("pid").isNull()).isTrue();
        assertThat(details.path("mcp").path("name").asString()).contains("everything");
    }

    @Test
    void aServerThatWantsCredentialsSaysSoUntilItIsStopped() throws Exception {
        HostileServer managed = manage(serve(_ -> new Reply(401, Map.of(), "")).endpoint());
        assertThat(managed.manager().status("hostile").path("error").asString())
                .contains("asks for authorization (status 401): add its credentials to headers");
        assertThat(call(managed, "any").join().message().toString()).contains("asks for authorization");
        assertThat(managed.manager().post("/api/servers/hostile/stop", "").status())
                .isEqualTo(200);
        assertThat(managed.manager().status("hostile").path("status").asString())
                .isEqualTo("stopped");
    }

    @Test
    void whatIsNotHttpIsReported() throws Exception {
        RawServer server = opened(RawServer.answering("SSH-2.0-OpenSSH_9.2\r\n"));
        HostileServer managed = manage(URI.create("http://127.0.0.1:" + server.port() + "/mcp"));
        assertThat(managed.manager().status("hostile").path("error").asString())
                .contains("http://127.0.0.1:" + server.port());
    }

    @Test
    void aMethodThatNoHeaderCanHoldIsPassedOn() throws Exception {
        ScriptedHttpServer server = serve(modern(_ -> result("any")));
        HostileServer managed = manage(server.endpoint());
        String session = managed.initialize();
        Answer answer = managed.legacy(session, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"größe\\nx\"}")
                .join();
        assertThat(answer.text()).isEqualTo("any");
        assertThat(server.received().getLast().headers().getFirst("Mcp-Method")).startsWith("=?base64?");
    }

    @Test
    void aMessageBeyondTheBoundFailsItsCallAlone() throws Exception {
        String huge = "x".repeat(21 * 1024 * 1024);
        HostileServer managed = manage(serve(modern(_ -> result(huge))).endpoint());
        assertFails(call(managed, "any").join(), "more than 20971520 bytes (setting max-message-size)");
        assertOthersAreServed(managed);
    }

    @Test
    void argumentsAreRepeatedInTheHeadersThatTheServerWants() throws Exception {
        ScriptedHttpServer server = serve(request -> request.method().equals("tools/list")
                ? Reply.result("""
                        {"resultType": "complete", "tools": [{"name": "query", "inputSchema": {"type": "object",
                         "properties": {"region": {"type": "string", "x-mcp-header": "Region"}}}}]}
                        """)
                : modern(_ -> result("called")).answer(request));
        HostileServer managed = manage(server.endpoint());
        String session = managed.initialize();
        Answer answer = managed.legacy(session, """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query","arguments":{"region":"größe"}}}
                """).join();
        assertThat(answer.text()).isEqualTo("called");
        Received called = server.received().getLast();
        assertThat(called.headers().getFirst("Mcp-Param-Region")).isEqualTo("=?base64?Z3LDtsOfZQ==?=");
        assertThat(called.headers().getFirst("Mcp-Name")).isEqualTo("query");
    }
}
