package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.testing.RecordingListener;
import dev.mcpmanager.mcp.testing.ScriptedServer;
import dev.mcpmanager.mcp.testing.ScriptedServer.Script;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StdioConnectionTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Script ECHO =
            (message, server) -> server.result(message, message.path("params").toString());
    private static final Script SILENT = (message, server) -> {};

    private final RecordingListener listener = new RecordingListener();
    private final List<ScriptedServer> servers = new ArrayList<>();

    @AfterEach
    void end() throws IOException {
        for (ScriptedServer server : servers) {
            server.close();
        }
    }

    @Test
    void aRequestGetsItsAnswer() throws Exception {
        var connection = start(ECHO).connection();
        assertThat(answer(connection.request("m", params("{\"x\":[1.0,\"ä\"]}"), LONG)))
                .isInstanceOfSatisfying(
                        Result.class, result -> assertThat(result.result()).isEqualTo(params("{\"x\":[1.0,\"ä\"]}")));
    }

    @Test
    void answersFindTheirRequestsInAnyOrder() throws Exception {
        var waiting = new ArrayList<JsonNode>();
        var connection = start((message, server) -> {
                    waiting.addFirst(message);
                    if (waiting.size() == 100) {
                        waiting.forEach(request ->
                                server.result(request, request.path("params").toString()));
                    }
                })
                .connection();
        var answers = new ArrayList<CompletableFuture<Response>>();
        for (int i = 0; i < 100; i++) {
            answers.add(connection.request("m", params("{\"i\":" + i + "}"), LONG));
        }
        for (int i = 0; i < 100; i++) {
            RawJson expected = params("{\"i\":" + i + "}");
            assertThat(answer(answers.get(i)))
                    .isInstanceOfSatisfying(
                            Result.class, result -> assertThat(result.result()).isEqualTo(expected));
        }
    }

    @Test
    void anErrorIsAnAnswer() throws Exception {
        var connection =
                start((message, server) -> server.error(message, -32000, "no")).connection();
        assertThat(answer(connection.request("m", RawJson.EMPTY_OBJECT, LONG))).isInstanceOf(Failure.class);
    }

    @Test
    void aSecondAnswerAndAnAnswerToNobodyHarmNothing() throws Exception {
        var connection = start((message, server) -> {
                    server.result(message, "1");
                    server.result(message, "2");
                    server.print("{\"jsonrpc\":\"2.0\",\"id\":999,\"result\":{}}");
                    server.print("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{}}");
                    server.print("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{}}");
                })
                .connection();
        for (int i = 0; i < 3; i++) {
            assertThat(answer(connection.request("m", RawJson.EMPTY_OBJECT, LONG)))
                    .isInstanceOfSatisfying(
                            Result.class, result -> assertThat(result.result()).isEqualTo(params("1")));
        }
        assertThat(connection.waiting()).isEmpty();
    }

    @Test
    void aServerThatNeverAnswersIsToldToStop() {
        var server = start(SILENT);
        var answer = server.connection().request("tools/call", RawJson.EMPTY_OBJECT, SHORT);
        assertFails(() -> answer(answer), Problem.UpstreamTimedOut.class, "server fake did not answer tools/call");
        assertCancelled(server, "timed out");
    }

    @Test
    void cancellingTellsTheServerToStop() {
        var server = start(SILENT);
        server.connection().request("m", RawJson.EMPTY_OBJECT, LONG).cancel(false);
        assertCancelled(server, "cancelled");
    }

    @Test
    void anAnsweredRequestIsNotCancelled() throws Exception {
        var server = start(ECHO);
        var answer = server.connection().request("m", RawJson.EMPTY_OBJECT, LONG);
        answer(answer);
        assertThat(answer.cancel(false)).isFalse();
        answer(server.connection().request("n", RawJson.EMPTY_OBJECT, LONG));
        assertThat(server.received())
                .noneMatch(message -> message.path("method").asString().contains("cancelled"));
    }

    @Test
    void theEndOfStdoutFailsWhatIsInFlightAndWhatComes() {
        var server = start((message, fake) -> fake.closeStdout());
        var connection = server.connection();
        assertFails(
                () -> answer(connection.request("tools/call", RawJson.EMPTY_OBJECT, LONG)),
                Problem.UpstreamFailed.class,
                "server fake closed its stdout before it answered tools/call");
        assertFails(
                () -> answer(connection.request("m", RawJson.EMPTY_OBJECT, LONG)),
                Problem.UpstreamFailed.class,
                "server fake closed its stdout");
    }

    @Test
    void theFirstReasonToCloseCounts() {
        var connection = start(SILENT).connection();
        var answer = connection.request("m", RawJson.EMPTY_OBJECT, LONG);
        connection.close("exited with code 1");
        connection.stdoutEnded();
        assertFails(() -> answer(answer), Problem.UpstreamFailed.class, "exited with code 1");
    }

    @Test
    void anAnswerWithoutALineEndBeforeTheEndCounts() throws Exception {
        var connection = start((message, server) -> {
                    byte[] line = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}".getBytes(UTF_8);
                    server.connection().received(line, 0, line.length);
                    server.closeStdout();
                })
                .connection();
        assertThat(answer(connection.request("m", RawJson.EMPTY_OBJECT, LONG))).isInstanceOf(Result.class);
    }

    @Test
    void tooManyInFlightAreRefused() {
        var connection = start(SILENT).connection();
        for (int i = 0; i < InFlightRequests.MAX; i++) {
            assertThat(connection.request("m", RawJson.EMPTY_OBJECT, LONG)).isNotDone();
        }
        assertFails(
                () -> answer(connection.request("m", RawJson.EMPTY_OBJECT, LONG)),
                Problem.Unavailable.class,
                "10000 requests");
    }

    @Test
    void whatIsNoMessageGoesToTheListenerAndTheStreamGoesOn() throws Exception {
        var connection = start((message, server) -> {
                    server.print("Listening on stdio");
                    server.print("{\"level\":\"info\"}");
                    server.print("x".repeat(StdioConnection.MAX_STRAY_BYTES + 1));
                    server.result(message, "{}");
                })
                .connection();
        answer(connection.request("m", RawJson.EMPTY_OBJECT, LONG));
        assertThat(listener.stray)
                .containsExactly(
                        "Listening on stdio", "{\"level\":\"info\"}", "x".repeat(StdioConnection.MAX_STRAY_BYTES));
        assertThat(listener.strayLengths).endsWith(StdioConnection.MAX_STRAY_BYTES + 1);
    }

    @Test
    void anAnswerThatCannotBeReadFailsItsRequest() {
        var connection = start((message, server) -> server.result(message, "[".repeat(10_000)))
                .connection();
        assertFails(
                () -> answer(connection.request("m", RawJson.EMPTY_OBJECT, LONG)),
                Problem.UpstreamFailed.class,
                "answered m with a line that is not valid JSON");
    }

    @Test
    void anOversizeAnswerFailsItsRequestAndTheStreamGoesOn() throws Exception {
        var connection = start((message, server) -> server.result(
                        message,
                        message.path("method").asString().equals("long")
                                ? "\"" + "x".repeat(StdioConnection.MAX_MESSAGE_BYTES) + "\""
                                : "{}"))
                .connection();
        assertFails(
                () -> answer(connection.request("long", RawJson.EMPTY_OBJECT, LONG)),
                Problem.UpstreamFailed.class,
                "setting max-message-size");
        answer(connection.request("m", RawJson.EMPTY_OBJECT, LONG));
        assertThat(listener.oversize)
                .singleElement()
                .satisfies(length -> assertThat(length).isGreaterThan(StdioConnection.MAX_MESSAGE_BYTES));
    }

    @Test
    void pingIsAnsweredAndOtherRequestsGetMethodNotFound() {
        var server = start((message, fake) -> {
            if (message.path("method").asString("").equals("start")) {
                fake.print("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}");
                fake.print("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"roots/list\"}");
            }
        });
        server.connection().sendNotification("start", RawJson.EMPTY_OBJECT);
        await().until(() -> server.received().size() == 3);
        assertThat(server.received().get(1)).hasToString("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"result\":{}}");
        assertThat(server.received().get(2))
                .hasToString(
                        "{\"jsonrpc\":\"2.0\",\"id\":5,\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}");
    }

    @Test
    void aPeerMayAnswerRequestsAndWhatAListenerThrowsHarmsNothing() throws Exception {
        var throwing = new ConnectionListener() {
            @Override
            public void stray(String line, int length, String reason) {
                throw new IllegalStateException("thrown by the test");
            }

            @Override
            public void oversize(long length) {}
        };
        var server = new ScriptedServer(throwing, (message, fake) -> {
            if (message.has("method")) {
                fake.print("stray");
                fake.print("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"roots/list\"}");
                fake.result(message, "{}");
            }
        });
        servers.add(server);
        server.connection().attach(new Peer() {
            @Override
            public void notified(Notification notification, Optional<AnswerListener> call) {}

            @Override
            public void requested(Request request, Optional<AnswerListener> call) {
                server.connection().send(new Result(request.id(), params("{\"roots\":[]}")));
            }

            @Override
            public void renewed() {}

            @Override
            public void closed() {}
        });
        answer(server.connection().request("m", RawJson.EMPTY_OBJECT, LONG));
        await().until(() -> server.received().size() == 2);
        assertThat(server.received().get(1).path("result")).hasToString("{\"roots\":[]}");
    }

    @Test
    void notificationsReachTheListenerAsTheyWereWritten() throws Exception {
        var connection = start((message, server) -> {
                    server.print("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/new\",\"params\":{\"a\":1.00}}");
                    server.result(message, "{}");
                })
                .connection();
        answer(connection.request("m", RawJson.EMPTY_OBJECT, LONG));
        assertThat(listener.notifications).singleElement().satisfies(notification -> {
            assertThat(notification.method()).isEqualTo("notifications/new");
            assertThat(notification.params()).contains(params("{\"a\":1.00}"));
        });
    }

    private ScriptedServer start(Script script) {
        try {
            var server = new ScriptedServer(listener, script);
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertCancelled(ScriptedServer server, String reason) {
        await().until(() -> server.received().size() == 2);
        assertThat(server.received().get(1))
                .hasToString("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
                        + server.received().getFirst().path("id") + ",\"reason\":\"" + reason + "\"}}");
    }

    private static void assertFails(ThrowingCallable call, Class<? extends Problem> problem, String detail) {
        assertThatThrownBy(call)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(problem))
                .hasMessageContaining(detail);
    }

    private static Response answer(CompletableFuture<Response> answer) throws Exception {
        return answer.get(10, SECONDS);
    }

    private static RawJson params(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return RawJson.copyOf(bytes, 0, bytes.length);
    }
}
