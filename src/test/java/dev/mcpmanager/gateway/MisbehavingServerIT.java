package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.gateway.HostileServer.Answer;
import dev.mcpmanager.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that breaks its protocol, floods or dies: the one concerned gets an error, and nobody else is disturbed. */
@Timeout(120)
class MisbehavingServerIT {
    private static final String ANSWER =
            "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"right\"}]}}";

    private static final String CLIENT = """
            {"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"c","version":"1"}}""";

    @TempDir
    private Path directory;

    private HostileServer server;

    @BeforeEach
    void start() throws Exception {
        server = new HostileServer(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer call(String tool, String arguments) {
        return server.modernCall(tool, arguments, "").join();
    }

    private static String raw(String... lines) {
        return "{\"lines\":" + Json.STRICT.writeValueAsString(lines) + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ANSWER,
                "{\"jsonrpc\":\"2.0\",\"id\":987654321,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"ID\",\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":1,\"message\":\"m\"}}",
                "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":1,\"message\":\"m\"}}",
            })
    void anAnswerThatNobodyWaitsForDisturbsNobody(String stray) {
        var other = server.modernCall("wait", "{}", "");
        await().until(() -> server.modern("tools/list", "", "")
                        .join()
                        .result()
                        .path("waiting")
                        .asInt()
                == 1);
        assertThat(call("raw", raw(ANSWER, stray)).text()).isEqualTo("right");
        assertThat(other).isNotDone();
        server.modern("completion/complete", "", "").join();
        assertThat(other.join().text()).isEqualTo("waited");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":ID}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{},\"error\":{\"code\":1,\"message\":\"m\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":5}",
                "{\"jsonrpc\":\"1.0\",\"id\":ID,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{}} and more",
            })
    void anAnswerOfTheWrongShapeIsAnErrorForItsCall(String line) {
        assertThat(call("raw", raw(line)).code()).isNotZero();
        assertThat(call("echo", "{\"text\":\"next\"}").text()).isEqualTo("next");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "[]", "null", "\"text\"", "{\"content\":5}"})
    void aResultThatIsNoneIsAnswered(String result) {
        Answer answer = call("raw", raw("{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":" + result + "}"));
        assertThat(answer.message().has("result") || answer.message().has("error"))
                .isTrue();
        String session = server.initialize();
        Answer legacy = server.legacy(
                        session,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"raw\",\"arguments\":"
                                + raw("{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":" + result + "}") + "}}")
                .join();
        assertThat(legacy.message().path("id").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|-32603",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"res|-32603",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/mess|-32603",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{}}|0",
            })
    void aServerThatDiesEndsItsCallsAndTheNextOneWaitsForItsSuccessor(String lastWords, int code) {
        String session = server.initialize();
        Answer answer = call("dieAfter", "{\"text\":" + Json.STRICT.writeValueAsString(lastWords) + "}");
        assertThat(answer.code()).isEqualTo(code);
        Answer next = server.legacy(session, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                .join();
        assertThat(next.result().path("tools").isArray())
                .as(next.response().body())
                .isTrue();
    }

    @Test
    void aServerThatDiesInItsHandshakeIsToldOf() throws Exception {
        server.manager().create("""
                {"name": "dying", "type": "command", "command": "sh", "args": ["-c", "read line; exit 3"],
                 "restart": {"policy": "never"}}""");
        server.manager().post("/api/servers/dying/start", "");
        Answer answer = server.opening("dying").join();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo(-32603);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/restart", "/stop"})
    void openSessionsAndStreamsOutliveARestart(String how) throws Exception {
        SessionClient client = SessionClient.open(server.address(), CLIENT);
        var standing = client.listen();
        var listening = server.modern("subscriptions/listen", "", "\"notifications\":{\"toolsListChanged\":true}");
        var pending = server.modernCall("wait", "{}", "");
        await().until(() -> server.modern("tools/list", "", "")
                        .join()
                        .result()
                        .path("waiting")
                        .asInt()
                == 1);
        server.manager().post("/api/servers/hostile" + how, "");
        assertThat(pending.join().code()).isEqualTo(-32603);
        server.manager().post("/api/servers/hostile/start", "");
        assertThat(client.ask("tools/list", "{}").next().has("result")).isTrue();
        assertThat(standing.next().path("method").asString()).isEqualTo("notifications/tools/list_changed");
        assertThat(listening).isNotDone();
    }

    @Test
    void deletionEndsSessionsStreamsAndCalls() throws Exception {
        SessionClient client = SessionClient.open(server.address(), CLIENT);
        var standing = client.listen();
        var listening = server.modern("subscriptions/listen", "", "\"notifications\":{\"toolsListChanged\":true}");
        var pending = server.modernCall("wait", "{}", "");
        await().until(() -> server.modern("tools/list", "", "")
                        .join()
                        .result()
                        .path("waiting")
                        .asInt()
                == 1);
        assertThat(server.manager().call("DELETE", "/api/servers/hostile", "").status())
                .isEqualTo(204);
        assertThat(pending.join().code()).isEqualTo(-32603);
        assertThat(listening.join().status()).isEqualTo(200);
        assertThat(standing.all().hasNext()).isFalse();
        assertThat(client.ask("tools/list", "{}").status()).isEqualTo(404);
        assertThat(server.manager().gateway().sessions()).isZero();
    }

    @Test
    void sessionsGoOnAtTheNewNameOfTheirServer() throws Exception {
        String session = server.initialize();
        var renamed = server.manager().call("PATCH", "/api/servers/hostile", "{\"name\": \"other\"}");
        assertThat(renamed.status()).as(renamed.response().body()).isEqualTo(200);
        assertThat(server.ping("hostile", session).join().status()).isEqualTo(404);
        assertThat(server.ping("other", session).join().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "notifications/message, '{\"level\":\"info\",\"data\":\"DATA\"}'",
        "notifications/tools/list_changed, {}",
        "notifications/progress, '{\"progressToken\":1,\"progress\":1,\"message\":\"DATA\"}'",
        "notifications/unknown, '{\"data\":\"DATA\"}'",
    })
    void aFloodOfNotificationsBesideAHundredSessionsIsBounded(String method, String params) {
        List<String> sessions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sessions.add(server.initialize());
        }
        String arguments = "{\"count\":5000,\"method\":\"%s\",\"params\":%s}"
                .formatted(method, params.replace("DATA", "x".repeat(1000)));
        var flood = server.modernCall("flood", arguments, "");
        assertThat(server.modern("tools/list", "", "").join().status()).isEqualTo(200);
        assertThat(flood.join().text()).isEqualTo("flooded");
        for (String session : sessions) {
            assertThat(server.legacy(session, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                            .join()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aClientThatDoesNotReadItsStreamIsCutOffAndCanComeBack() throws Exception {
        String session = server.initialize();
        int count = 300;
        String flood =
                "{\"count\":%d,\"method\":\"much\",\"params\":{\"a\":\"%s\"}}".formatted(count, "x".repeat(100_000));
        // while calls of several clients are under way, sessions are told
        var other = server.modernCall("wait", "{}", "");
        await().until(() -> server.modern("tools/list", "", "")
                        .join()
                        .result()
                        .path("waiting")
                        .asInt()
                == 1);
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.manager().port())) {
            String request = "GET /mcp/hostile HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort()
                    + "\r\nAccept: text/event-stream\r\nMcp-Session-Id: " + session + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThat(call("flood", flood).text()).isEqualTo("flooded");
            assertThat(other).isNotDone();
            assertThat(readToTheEnd(socket)).isLessThan(count * 100_000L);
        }
        // the later one ends the earlier one
        var rest = server.resume(session, "0-" + (count - 3))
                .applyToEither(server.resume(session, "0-" + (count - 3)), answer -> answer);
        assertThat(rest.join().response().body()).contains("id: 0-" + (count - 1));
    }

    private static long readToTheEnd(Socket socket) throws IOException {
        byte[] buffer = new byte[1 << 20];
        long all = 0;
        try {
            for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
                all += read;
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":1}", "\"other\""})
    void aNotificationBesidesTheAnswerToItsCallKeepsTheirOrder(String notification) {
        String session = server.initialize();
        Answer answer = server.legacy(
                        session,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"raw\",\"arguments\":"
                                + raw("{\"jsonrpc\":\"2.0\",\"method\":" + notification + "}", ANSWER) + "}}")
                .join();
        assertThat(answer.response().body()).contains("\"method\":");
        assertThat(answer.text()).isEqualTo("right");
    }
}
