package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.mcp.testing.RealServer;
import dev.mcpmanager.web.TestManager.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Calls over REST: what is seen in the middle of them, and that they are calls of a client like any other. */
@Timeout(120)
class TrialIT {
    private static final String ELICITATION = """
            {"method":"elicitation/create","params":{"mode":"form","message":"Who?",\
            "requestedSchema":{"type":"object","properties":{"name":{"type":"string"}}}}}""";

    @TempDir
    private static Path directory;

    private static TestManager manager;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        manager = new TestManager(directory);
        http = HttpClient.newHttpClient();
        run("everything", "command", RealServer.installed("node_modules", ".bin", "mcp-server-everything"), "stdio");
        run(
                "modern",
                "nodejs",
                Path.of("node"),
                RealServer.installed("modern", "server.mjs").toString());
        for (String name : List.of("hostile", "other")) {
            URL script = Objects.requireNonNull(TrialIT.class.getResource("/hostile-server.js"));
            run(name, "nodejs", Path.of("node"), Path.of(script.toURI()).toString());
        }
    }

    private static void run(String name, String type, Path command, String argument) throws Exception {
        manager.create("""
                {"name": "%s", "type": "%s", "command": "%s", "args": ["%s"]}
                """.formatted(name, type, command, argument));
        assertThat(manager.post("/api/servers/" + name + "/start", "").status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        http.shutdownNow();
        manager.close();
    }

    @Test
    void progressComesInOrder() throws Exception {
        LiveTestClient live = following("progress");

        var call = call("everything", "trigger-long-running-operation", """
                {"arguments": {"duration": 0.5, "steps": 4}, "callId": "progress"}""");

        List<Integer> told = new ArrayList<>();
        while (told.size() < 4) {
            JsonNode message = live.next().path("data").path("message");
            assertThat(message.path("method").asString()).isEqualTo("notifications/progress");
            told.add(message.path("params").path("progress").asInt());
        }
        assertThat(told).containsExactly(1, 2, 3, 4);
        assertThat(text(call.join())).contains("Steps: 4");
    }

    @Test
    void anElicitationIsAnsweredAndTheServerGetsIt() throws Exception {
        LiveTestClient live = following("asked");

        var call = call("everything", "trigger-elicitation-request", "{\"callId\": \"asked\"}");

        JsonNode question = question(live);
        assertThat(question.at("/params/requestedSchema/properties/name/type").asString())
                .isEqualTo("string");
        answer("everything", "asked", "elicitation-99", "decline").assertProblem(404, "elicitation-99");
        answer("everything", "asked", question.path("question").asString(), "yes")
                .assertProblem(400, "action");
        assertThat(manager.post("/api/servers/everything/calls/asked/answer", """
                {"question": "%s", "action": "accept", "content": {"name": "Ada"}}
                """.formatted(
                                        question.path("question").asString()))
                        .status())
                .isEqualTo(204);
        assertThat(call.join().body().toString()).contains("Ada");
        assertThat(live.next().path("type").asString()).isEqualTo("call:settled");
    }

    @Test
    void aQuestionThatWaitsIsToldToWhoFollowsTheCallLater() throws Exception {
        LiveTestClient first = following("again");
        var call = call("hostile", "ask", "{\"arguments\": %s, \"callId\": \"again\"}".formatted(ELICITATION));
        JsonNode asked = question(first);

        LiveTestClient later = following("again");
        assertThat(question(later)).isEqualTo(asked);
        assertThat(answer("hostile", "again", asked.path("question").asString(), "decline")
                        .status())
                .isEqualTo(204);
        assertThat(text(call.join())).contains("decline");
        assertThat(later.next().path("type").asString()).isEqualTo("call:settled");
    }

    @Test
    void aQuestionOfACallThatIsOverIsSettledAndToldToNobody() throws Exception {
        LiveTestClient live = following("over");
        var call = call("hostile", "ask", "{\"arguments\": %s, \"callId\": \"over\"}".formatted(ELICITATION));
        question(live);
        call.cancel(true);
        assertThat(live.next().at("/data/action").asString()).isEqualTo("cancel");

        LiveTestClient late = following("over");
        late.send("{\"subscribe\": [\"call:over\"]}");
        assertThat(late.next().path("type").asString()).isEqualTo("subscribed");
    }

    @Test
    void callsAtOnceAreNotMixedUp() throws Exception {
        LiveTestClient one = following("one");
        LiveTestClient two = following("two");
        var first = call("hostile", "ask", "{\"arguments\": %s, \"callId\": \"one\"}".formatted(ELICITATION));
        JsonNode asked = question(one);
        call("hostile", "echo", "{\"arguments\": {\"text\": \"hi\"}, \"callId\": \"two\"}")
                .join();
        var second = call("hostile", "ask", "{\"arguments\": %s, \"callId\": \"two\"}".formatted(ELICITATION));
        JsonNode askedToo = question(two);
        assertThat(client("echo", "{\"text\": \"mine\"}").join().body())
                .contains("mine")
                .doesNotContain("Who?");

        answer("other", "one", asked.path("question").asString(), "accept").assertProblem(404, "one");
        assertThat(answer("hostile", "two", askedToo.path("question").asString(), "decline")
                        .status())
                .isEqualTo(204);
        assertThat(text(second.join())).contains("decline");
        assertThat(answer("hostile", "one", asked.path("question").asString(), "accept")
                        .status())
                .isEqualTo(204);
        assertThat(text(first.join())).contains("accept");
    }

    @Test
    void aQuestionThatNobodyAnswersIsCancelledAndTheCallGoesOn() throws Exception {
        Reply reply = call("hostile", "ask", """
                {"arguments": %s, "callId": "unanswered", "timeout": "4s"}""".formatted(ELICITATION)).join();

        assertThat(text(reply)).contains("cancel");
    }

    @Test
    void withoutACallIdTheServerIsToldThatNobodyCanBeAsked() {
        assertThat(text(call("hostile", "ask", "{\"arguments\": " + ELICITATION + "}")
                        .join()))
                .isEqualTo("-32021");
        assertThat(text(call("hostile", "ask", "{\"arguments\": {}, \"callId\": \"sampling\"}")
                        .join()))
                .isEqualTo("-32021");
    }

    @Test
    void aCallIsRecordedLikeThoseOfClients() throws Exception {
        call("other", "echo", "{\"arguments\": {\"text\": \"hi\"}}").join();

        String route = "/api/servers/other/calls?name=echo";
        await().until(() -> manager.get(route).data().size() == 1);
        JsonNode recorded = manager.get(route).data().path(0);
        assertThat(recorded.path("client").asString()).isEqualTo("rest");
        assertThat(recorded.path("outcome").asString()).isEqualTo("ok");
    }

    @Test
    void leavingCancelsTheCallAtTheServer() throws Exception {
        LiveTestClient live = following("left");
        var left = call("other", "raw", """
                {"callId": "left", "arguments": {"lines": ["{\\"jsonrpc\\":\\"2.0\\",\\"method\\":\\"notifications/message\\",\
                \\"params\\":{\\"level\\":\\"error\\",\\"data\\":1}}"]}}""");
        assertThat(live.next().at("/data/message/params/data").asInt()).isEqualTo(1);
        left.cancel(true);

        await().until(() -> !text(call("other", "cancelled", "{}").join()).equals("[]"));
        await().until(() -> manager.get("/api/servers/other/calls?outcome=cancelled&name=raw")
                        .data()
                        .size()
                == 1);
    }

    @Test
    void aCallIdIsOfOneCallAtATime() throws Exception {
        LiveTestClient live = following("twice");
        var first = call("hostile", "ask", "{\"arguments\": %s, \"callId\": \"twice\"}".formatted(ELICITATION));
        JsonNode asked = question(live);

        call("hostile", "echo", "{\"callId\": \"twice\"}").join().assertProblem(409, "twice");
        call("hostile", "echo", "{\"callId\": \"not one\"}").join().assertProblem(400, "callId");
        answer("hostile", "twice", asked.path("question").asString(), "accept");
        assertThat(text(first.join())).contains("accept");
    }

    @Test
    void noMoreThanAHundredAreUnderWay() throws Exception {
        var calls =
                Stream.generate(() -> call("other", "wait", "{}")).limit(100).toList();

        await().untilAsserted(() ->
                call("other", "echo", "{\"timeout\": \"1s\"}").join().assertProblem(503, "100 calls"));

        calls.forEach(waiting -> waiting.cancel(true));
        String cancelled = "/api/servers/other/calls?name=wait&outcome=cancelled&limit=100";
        await().until(() -> manager.get(cancelled).data().size() == 100);
    }

    @Test
    void aServerThatNeverHasEnoughInputIsStopped() {
        call("modern", "ask", "{\"callId\": \"insatiable\"}").join().assertProblem(502, "too much input");
        call("modern", "consult", "{\"callId\": \"consult\"}").join().assertProblem(502, "tools/call");
    }

    @Test
    void aToolThatIsSwitchedOffForClientsCanBeTried() throws Exception {
        manager.call("PATCH", "/api/servers/everything", "{\"config\": {\"disabledTools\": [\"echo\"]}}");

        assertThat(text(call("everything", "echo", "{\"arguments\": {\"message\": \"hi\"}}")
                        .join()))
                .isEqualTo("Echo: hi");
    }

    @Test
    void anArgumentIsCompleted() throws Exception {
        Reply reply = manager.post("/api/servers/everything/completion", """
                {"ref": {"type": "ref/prompt", "name": "completable-prompt"},
                 "argument": {"name": "department", "value": "E"}}""");

        assertThat(reply.data().path("completion").path("values").toString()).isEqualTo("[\"Engineering\"]");
        manager.post("/api/servers/everything/completion", "{}").assertProblem(400, "\"field\":\"argument\"");
    }

    private static LiveTestClient following(String callId) throws InterruptedException {
        var live = new LiveTestClient(http, manager.port(), TestManager.TOKEN.text(), Long.MAX_VALUE);
        live.send("{\"subscribe\": [\"call:" + callId + "\"]}");
        assertThat(live.next().path("type").asString()).isEqualTo("subscribed");
        return live;
    }

    private static JsonNode question(LiveTestClient live) throws InterruptedException {
        JsonNode message = live.next();
        while (!message.path("type").asString().equals("call:question")) {
            message = live.next();
        }
        return message.path("data");
    }

    private static CompletableFuture<Reply> call(String server, String tool, String body) {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + manager.port() + "/api/servers/" + server + "/tools/" + tool + "/call"))
                .POST(BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + TestManager.TOKEN.text())
                .header("Content-Type", "application/json")
                .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(response -> new Reply(response.statusCode(), response));
    }

    /** A call of a client of the server's address. */
    private static CompletableFuture<HttpResponse<String>> client(String tool, String arguments) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + manager.port() + "/mcp/hostile"))
                .POST(BodyPublishers.ofString("""
                        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s,"_meta":{\
                        "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
                        "io.modelcontextprotocol/clientCapabilities":{"elicitation":{}}}}}""".formatted(tool, arguments)))
                .header("Authorization", "Bearer " + TestManager.TOKEN.text())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", tool)
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    private static Reply answer(String server, String callId, String question, String action)
            throws IOException, InterruptedException {
        return manager.post("/api/servers/" + server + "/calls/" + callId + "/answer", """
                {"question": "%s", "action": "%s"}""".formatted(question, action));
    }

    private static String text(Reply reply) {
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
        return reply.data().path("content").path(0).path("text").asString("");
    }
}
