package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What both eras have in common. */
@Timeout(60)
class GatewayIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1.0",
                "1e2",
                "1180591620717411303424",
                "{}",
                "[1]",
                "true",
            })
    void anIdThatIsNoneIsRefused(String id) throws Exception {
        try (var server = new HostileServer(directory)) {
            var answer = server.legacy(
                            server.initialize(), "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/list\"}")
                    .join();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo(-32600);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1152921504606846976", "9223372036854775807", "\"\"", "\"é\\n\\\"\""})
    void anIdComesBackAsItWas(String id) throws Exception {
        try (var server = new HostileServer(directory)) {
            var answer = server.legacy(
                            server.initialize(), "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/list\"}")
                    .join();
            assertThat(answer.response().body()).contains("\"id\":" + id + ",");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "'' -32700",
                "nonsense -32700",
                "[1 -32700",
                "{}{} -32700",
                "{\"a\":1 -32700",
                "[] -32600",
                "1 -32600",
                "{} -32600",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"} -32600",
            })
    void aBodyThatIsNoJsonIsToldFromOneThatIsNoMessage(String body, int code) throws Exception {
        try (var server = new HostileServer(directory)) {
            var answer = server.legacy("none", body).join();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo(code);
        }
    }

    @Test
    void aLastEventOfTheFutureIsRefused() throws Exception {
        try (var server = new HostileServer(directory)) {
            String session = server.initialize();
            assertThat(server.resume(session, "0-1000").join().status()).isEqualTo(400);
        }
    }

    @Test
    void aRefusedSubscriptionIsNone() throws Exception {
        try (var server = new HostileServer(directory)) {
            String session = server.initialize();
            for (int id = 1; id <= LegacySession.MAX_RESOURCES + 1; id++) {
                assertThat(subscribe(server, session, id, "refused:" + id).code())
                        .isEqualTo(-32602);
            }
            assertThat(subscribe(server, session, 0, "test://accepted").result().isObject())
                    .isTrue();
        }
    }

    @Test
    void moreSubscriptionsThanASessionMayHaveAreRefused() throws Exception {
        try (var server = new HostileServer(directory)) {
            String session = server.initialize();
            for (int id = 1; id <= LegacySession.MAX_RESOURCES; id++) {
                assertThat(subscribe(server, session, id, "test://" + id)
                                .result()
                                .isObject())
                        .isTrue();
            }
            var refused = subscribe(server, session, 0, "test://0");
            assertThat(refused.code()).isEqualTo(-32602);
            assertThat(refused.response().body()).contains("1000 subscriptions");
        }
    }

    private static HostileServer.Answer subscribe(HostileServer server, String session, int id, String uri) {
        return server.legacy(
                        session,
                        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"resources/subscribe\",\"params\":{\"uri\":\"%s\"}}"
                                .formatted(id, uri))
                .join();
    }

    @Test
    void whatWaitsForAServerIsAnsweredWhenTheServerIsDeleted() throws Exception {
        try (var server = new HostileServer(directory)) {
            server.manager().create("""
                    {"name": "mute", "type": "command", "command": "sleep", "args": ["1000"]}""");
            var start = CompletableFuture.runAsync(() -> start(server, "mute"));
            await().until(() -> server.manager()
                    .call("GET", "/api/servers/mute", "")
                    .response()
                    .body()
                    .contains("\"starting\""));
            try (var socket = new Socket(
                    InetAddress.getLoopbackAddress(), server.manager().port())) {
                send(socket, "/mcp/mute", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}");
                // passes behind it
                server.modern("tools/list", "", "").join();
                server.manager().call("DELETE", "/api/servers/mute", "");
                assertThat(status(socket)).isEqualTo(503);
            }
            start.join();
        }
    }

    private static void start(HostileServer server, String name) {
        try {
            server.manager().post("/api/servers/" + name + "/start", "");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void send(Socket socket, String path, String body) throws IOException {
        String request = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort()
                + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static int status(Socket socket) throws IOException {
        String start = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        return Integer.parseInt(start.substring(9));
    }
}
