package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.auth.AccessToken;
import dev.mcpmanager.auth.BrowserSessions;
import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.oauth.SignInState;
import dev.mcpmanager.supervision.EventKind;
import dev.mcpmanager.supervision.LifecycleEvent;
import dev.mcpmanager.supervision.LifecycleEventRecorded;
import dev.mcpmanager.supervision.ServerSnapshot;
import dev.mcpmanager.supervision.ServerStatus;
import dev.mcpmanager.supervision.ServerStatusChanged;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LiveSocketIT {
    private static final AccessToken TOKEN = new AccessToken("t".repeat(43));
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static EventBus bus;
    private static WebServer server;
    private static LiveSocket live;
    private static int port;

    @BeforeAll
    static void start() {
        bus = new EventBus();
        live = NoLogs.liveSocket(bus);
        server = server(live);
        port = server.start();
    }

    private static WebServer server(LiveSocket socket) {
        return new WebServer(
                new WebSettings("127.0.0.1", 0, Set.of(), true, 1024 * 1024),
                TOKEN,
                new BrowserSessions(TOKEN, InstantSource.system()),
                socket,
                TestManager.NO_GATEWAY,
                List.of());
    }

    @AfterAll
    static void stop() {
        live.close();
        server.close();
        HTTP.close();
    }

    @Test
    void aSubscriberOfServersGetsStatusesAndEvents() throws InterruptedException {
        var client = subscribed("{\"subscribe\": [\"servers\"]}", Long.MAX_VALUE);

        bus.publish(new ServerStatusChanged(
                new ServerSnapshot(
                        "s1",
                        ServerStatus.RUNNING,
                        3,
                        Optional.of(42L),
                        Optional.empty(),
                        Optional.of(AT),
                        2,
                        Optional.of("code 1"),
                        Optional.empty(),
                        new SignInState(Optional.of("why"), Optional.empty())),
                AT));
        assertThat(client.next())
                .hasToString(
                        "{\"type\":\"server:status\",\"data\":{\"serverId\":\"s1\",\"status\":\"running\",\"pid\":42,"
                                + "\"startTime\":\"2026-01-02T03:04:05.678Z\",\"restarts\":2,\"lastExit\":\"code 1\","
                                + "\"error\":null,\"signIn\":{\"needed\":true,\"signedIn\":false,\"issuer\":null},\"timestamp\":\"2026-01-02T03:04:05.678Z\"}}");

        bus.publish(event("it broke"));
        assertThat(client.next())
                .hasToString("{\"type\":\"server:event\",\"data\":{\"serverId\":\"s1\",\"run\":3,\"kind\":\"failed\","
                        + "\"message\":\"it broke\",\"exit\":\"code 1\",\"stderr\":[\"last words\"],"
                        + "\"timestamp\":\"2026-01-02T03:04:05.678Z\"}}");
        leave(client);
    }

    @Test
    void othersGetNothing() throws InterruptedException {
        var client = subscribed("{\"subscribe\": [\"health\", \"logs:*\", \"logs:abc\"]}", Long.MAX_VALUE);
        var witness = subscribed("{\"subscribe\": [\"servers\"]}", Long.MAX_VALUE);
        bus.publish(event("not for this one"));
        assertThat(witness.next().path("data").path("message").asString()).isEqualTo("not for this one");
        client.send("{\"subscribe\": [\"servers\"], \"unsubscribe\": [\"health\", \"logs:*\", \"logs:abc\"]}");
        assertThat(client.next().path("data").path("topics").toString()).isEqualTo("[\"servers\"]");

        bus.publish(event("for this one"));
        assertThat(client.next().path("data").path("message").asString()).isEqualTo("for this one");
        leave(client);
        leave(witness);
    }

    @Test
    void aSlowClientIsToldExactlyHowManyItMissed() throws InterruptedException {
        int published = 20_000;
        var client = subscribed("{\"subscribe\": [\"servers\"]}", 1);
        for (int i = 0; i < published; i++) {
            bus.publish(event(i + " " + "x".repeat(4_000)));
        }
        client.read(Long.MAX_VALUE);

        List<Integer> received = new ArrayList<>();
        long missed = 0;
        while (received.size() + missed < published) {
            JsonNode message = client.next();
            if (message.path("type").asString().equals("gap")) {
                missed += message.path("data").path("missed").asLong();
            } else {
                String text = message.path("data").path("message").asString();
                received.add(Integer.parseInt(text.substring(0, text.indexOf(' '))));
            }
        }

        assertThat(missed).isPositive();
        assertThat(received.size() + missed).isEqualTo(published);
        assertThat(received).isSorted().doesNotHaveDuplicates();
        bus.publish(event("0 after"));
        assertThat(client.next().path("data").path("message").asString()).isEqualTo("0 after");
        leave(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            garbage                        | message: is not JSON
            []                             | message: must be an object
            {"subscribe": "servers"}       | subscribe: must be an array of texts
            {"subscribe": [1]}             | subscribe: must be an array of texts
            {"subscribe": ["nonsense"]}    | not nonsense
            {"subscribe": ["logs:../etc"]} | not logs:../etc
            {"hello": 1}                   | hello: is not known here
            """)
    void whatIsNotUnderstoodGetsAnErrorAndTheConnectionLives(String message, String detail)
            throws InterruptedException {
        var client = new LiveTestClient(HTTP, port, TOKEN.text(), Long.MAX_VALUE);

        client.send(message);
        JsonNode reply = client.next();
        assertThat(reply.path("type").asString()).isEqualTo("error");
        assertThat(reply.path("data").path("detail").asString()).contains(detail);

        client.send("{\"subscribe\": [\"servers\"]}");
        assertThat(client.next().path("type").asString()).isEqualTo("subscribed");
        leave(client);
    }

    @Test
    void tooLargeAMessageClosesWithAReason() {
        var client = new LiveTestClient(HTTP, port, TOKEN.text(), Long.MAX_VALUE);
        client.send("x".repeat(65 * 1024));
        assertThat(client.closed()).startsWith("1009");
    }

    @Test
    void aBinaryMessageClosesWithAReason() {
        var client = new LiveTestClient(HTTP, port, TOKEN.text(), Long.MAX_VALUE);
        client.socket().sendBinary(ByteBuffer.wrap(new byte[] {1, 2}), true).join();
        assertThat(client.closed()).isEqualTo("1003 send JSON as text");
    }

    @Test
    void oneClientTooManyIsSentAwayAndAPlaceThatIsLeftIsFreeAgain() {
        try (var crowded = NoLogs.liveSocket(new EventBus());
                var other = server(crowded)) {
            int otherPort = other.start();
            List<LiveTestClient> clients = new ArrayList<>();
            for (int i = 0; i <= LiveSocket.MAX_CLIENTS; i++) {
                clients.add(new LiveTestClient(HTTP, otherPort, TOKEN.text(), Long.MAX_VALUE));
            }
            // places are taken when the server has opened a socket, which need not be in the order of the upgrades
            var sentAway = CompletableFuture.anyOf(
                    clients.stream().map(LiveTestClient::whenClosed).toArray(CompletableFuture[]::new));
            assertThat(sentAway.orTimeout(20, TimeUnit.SECONDS).join().toString())
                    .startsWith("1013");
            clients.removeIf(client -> client.whenClosed().isDone());
            assertThat(clients).hasSize(LiveSocket.MAX_CLIENTS);

            leave(clients.getFirst());
            await().untilAsserted(() -> {
                var client = new LiveTestClient(HTTP, otherPort, TOKEN.text(), Long.MAX_VALUE);
                client.send("{\"subscribe\": [\"health\"]}");
                assertThat(client.next().path("type").asString()).isEqualTo("subscribed");
            });
        }
    }

    @Test
    void anUpgradeNeedsCredentialsAndOurOrigin() throws IOException {
        String bearer = "Authorization: Bearer " + TOKEN.text();
        assertThat(upgrade(bearer)).isEqualTo(101);
        assertThat(upgrade("X: y")).isEqualTo(401);
        assertThat(upgrade(bearer + "\r\nOrigin: http://evil.example")).isEqualTo(403);
        assertThat(upgrade(bearer + "\r\nOrigin: null")).isEqualTo(403);
        var plain = new RawHttp(port).get("/ws", bearer);
        assertThat(plain.status()).isEqualTo(426);
        assertThat(plain.header("Upgrade")).isEqualTo("websocket");
    }

    private static int upgrade(String headers) throws IOException {
        return new RawHttp(port)
                .status("GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers
                        + "\r\n\r\n");
    }

    private static LiveTestClient subscribed(String request, long ahead) throws InterruptedException {
        var client = new LiveTestClient(HTTP, port, TOKEN.text(), ahead);
        client.send(request);
        assertThat(client.next().path("type").asString()).isEqualTo("subscribed");
        return client;
    }

    private static void leave(LiveTestClient client) {
        client.socket().sendClose(1000, "").join();
        assertThat(client.closed()).startsWith("1000");
    }

    private static LifecycleEventRecorded event(String message) {
        return new LifecycleEventRecorded(new LifecycleEvent(
                "s1", 3, EventKind.FAILED, message, Optional.of("code 1"), List.of("last words"), AT));
    }
}
