package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
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

    private static final String WAIT =
            "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: wait\r\n";
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

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
    void moreSessionsThanAllowedAreRefusedUntilOneEnds() throws Exception {
        GatewaySettings usual = GatewaySettings.DEFAULT;
        var few = new GatewaySettings(
                2, usual.sessionIdle(), usual.inputWait(), usual.serverWait(), usual.quiet(), usual.keepAlive());
        try (var server = new HostileServer(directory, few)) {
            String session = server.initialize();
            server.initialize();
            var refused = server.opening("hostile").join();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.response().body()).contains("There are 2 sessions: end one");
            assertThat(server.delete(session).join().status()).isEqualTo(204);
            server.initialize();
        }
    }

    @Test
    void anIdThatIsInFlightIsRefusedInItsSessionAlone() throws Exception {
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"wait\"}}";
        try (var server = new HostileServer(directory)) {
            String session = server.initialize();
            var first = server.legacy(session, call);
            awaitAtServer(server, "waiting", 1);
            var repeated = server.legacy(session, call).join();
            assertThat(repeated.status()).isEqualTo(409);
            assertThat(repeated.code()).isEqualTo(-32600);
            var elsewhere = server.legacy(server.initialize(), call);
            var modern = server.modernCall("wait", "{}", "");
            var modernToo = server.modernCall("wait", "{}", "");
            awaitAtServer(server, "waiting", 4);
            server.modern("completion/complete", "", "").join();
            assertThat(List.of(first, elsewhere, modern, modernToo))
                    .allSatisfy(each -> assertThat(each.join().text()).isEqualTo("waited"));
        }
    }

    @Test
    void aRequestThatComesBeforeTheAnswerToTheLastOneIsAnswered() throws Exception {
        try (var server = new HostileServer(directory);
                var socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.manager().port())) {
            send(socket, "/mcp/hostile", modern("tools/call", "\"name\":\"wait\""), WAIT);
            awaitAtServer(server, "waiting", 1);
            send(
                    socket,
                    "/mcp/hostile",
                    modern("tools/list", "\"a\":1"),
                    "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\n");
            // when another client's departure was noticed, the first request was looked after, too
            var other = server.modernCall("wait", "{}", "");
            awaitAtServer(server, "waiting", 2);
            other.cancel(true);
            awaitAtServer(server, "cancelled", 1);
            server.modern("completion/complete", "", "").join();
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answers.lines()
                            .filter(line -> line.startsWith("{"))
                            .limit(2)
                            .toList())
                    .satisfiesExactly(
                            first -> assertThat(first).contains("waited"),
                            second -> assertThat(second).contains("\"tools\""));
        }
    }

    private static String modern(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s,%s}}".formatted(method, params, META);
    }

    private static void awaitAtServer(HostileServer server, String what, int count) {
        await().until(() ->
                server.modern("tools/list", "", "").join().result().path(what).asInt() == count);
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
                send(socket, "/mcp/mute", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}", "");
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

    private static void send(Socket socket, String path, String body, String headers) throws IOException {
        String request = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort() + "\r\n" + headers
                + "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static int status(Socket socket) throws IOException {
        String start = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        return Integer.parseInt(start.substring(9));
    }
}
