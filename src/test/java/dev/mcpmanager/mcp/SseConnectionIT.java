package dev.mcpmanager.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.mcp.testing.EventServer;
import dev.mcpmanager.mcp.testing.EventServer.Script;
import dev.mcpmanager.mcp.testing.RecordingListener;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A server over HTTP with server-sent events, as in 2024-11-05, and what it may do wrong. */
@Timeout(60)
class SseConnectionIT {
    private static final String GREETING = "event: endpoint\ndata: /messages?session=1\n\n";
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final RecordingListener listener = new RecordingListener();
    private final List<HttpConnection> connections = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        connections.forEach(connection -> connection.close("was closed by the test"));
        scheduler.shutdownNow();
    }

    private HttpConnection connection(EventServer server) {
        var connection = new HttpConnection(
                "old",
                new HttpTarget(server.address(), Map.of()),
                new ClientInfo("test", "1"),
                listener,
                scheduler,
                10_000);
        connections.add(connection);
        return connection;
    }

    private McpSession open(EventServer server) {
        return McpSession.open(connection(server), LONG).join();
    }

    @Test
    void itIsFoundOutAndAsked() throws Exception {
        Script script = (message, server) -> {
            if (!server.initializes(message)
                    && message.path("method").asString("").equals("tools/list")) {
                server.answer(message, "{\"tools\":[{\"name\":\"one\"}]}");
            }
            return 202;
        };
        try (var server = new EventServer(GREETING, script)) {
            McpSession session = open(server);
            assertThat(session.server().protocolVersion()).isEqualTo("2024-11-05");
            assertThat(session.listTools(LONG).join())
                    .extracting(tool -> tool.path("name").asString())
                    .containsExactly("one");
        }
    }

    @Test
    void whatItNotifiesAndAsksIsTaken() throws Exception {
        var answered = new CompletableFuture<JsonNode>();
        Script script = (message, server) -> {
            if (!server.initializes(message) && message.has("result")) {
                answered.complete(message);
            }
            return 200;
        };
        try (var server = new EventServer(GREETING, script)) {
            open(server);
            server.say("event: ignored\ndata: {}\n\nid: 7\ndata: no JSON\n\n");
            server.say("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{}}\n\n");
            server.say("data: {\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}\n\n");
            assertThat(answered.join().path("id").asString()).isEqualTo("p");
            assertThat(listener.notifications)
                    .extracting(JsonRpcMessage.Notification::method)
                    .containsExactly("notifications/message");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.2:1/messages, another host",
        "//example.org/messages, another host",
        "http://[nowhere, is no address",
    })
    void nothingIsSentToAnotherHost(String endpoint, String why) throws Exception {
        var taken = new CopyOnWriteArrayList<JsonNode>();
        Script script = (message, _) -> {
            taken.add(message);
            return 202;
        };
        try (var server = new EventServer("event: endpoint\ndata: " + endpoint + "\n\n", script)) {
            assertThatThrownBy(() -> open(server))
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining(why);
            assertThat(taken).isEmpty();
        }
    }

    @Test
    void aStreamThatEndsFailsWhatIsUnderWayAndClosesTheConnection() throws Exception {
        Script script = (message, server) -> {
            if (!server.initializes(message) && message.has("id")) {
                server.hangUp();
            }
            return 202;
        };
        try (var server = new EventServer(GREETING, script)) {
            McpSession session = open(server);
            assertThatThrownBy(() -> session.ping(LONG).join()).hasMessageContaining("closed its event stream");
            await().until(() -> connections.getFirst().isClosed());
            assertThatThrownBy(() -> session.ping(LONG).join()).hasMessageContaining("closed its event stream");
            assertThat(open(server).server().protocolVersion()).isEqualTo("2024-11-05");
        }
    }

    @Test
    void aMessageThatIsRefusedFailsItsRequestAlone() throws Exception {
        Script script = (message, server) -> {
            if (server.initializes(message)) {
                return 202;
            }
            if (message.path("method").asString("").equals("ping")) {
                server.answer(message, "{}");
                return 202;
            }
            return message.has("id") ? 500 : 202;
        };
        try (var server = new EventServer(GREETING, script)) {
            McpSession session = open(server);
            assertThatThrownBy(() -> session.listTools(LONG).join())
                    .hasMessageContaining("was asked tools/list")
                    .hasMessageContaining("status 500");
            session.ping(LONG).join();
        }
    }

    @Test
    void aMessageBeyondTheBoundEndsTheConnectionWithTheReason() throws Exception {
        Script script = (message, server) -> {
            if (!server.initializes(message) && message.has("id")) {
                server.answer(message, "{\"tools\":[{\"name\":\"" + "x".repeat(11_000) + "\"}]}");
            }
            return 202;
        };
        try (var server = new EventServer(GREETING, script)) {
            McpSession session = open(server);
            assertThatThrownBy(() -> session.listTools(LONG).join()).hasMessageContaining("more than 10000 bytes");
        }
    }

    @Test
    void aStreamThatNamesNoEndpointIsGivenUp() throws Exception {
        try (var server = new EventServer(": nothing\n\n", (_, _) -> 202)) {
            var opening = McpSession.open(connection(server), Duration.ofMillis(500));
            assertThatThrownBy(opening::join).hasMessageContaining("did not complete the MCP handshake within 500 ms");
        }
    }

    @Test
    void aSignOfLifeIsFoundInItsStream() throws Exception {
        try (var server = new EventServer(GREETING, (_, _) -> 202);
                var client = HttpClient.newHttpClient();
                var ping =
                        new HttpPing(client, new HttpTarget(server.address(), Map.of()), new ClientInfo("test", "1"))) {
            ping.send(LONG);
            ping.send(LONG);
        }
    }
}
