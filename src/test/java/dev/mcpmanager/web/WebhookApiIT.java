package dev.mcpmanager.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.health.testing.WebhookReceiver;
import dev.mcpmanager.web.TestManager.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Webhooks over the API, and alerts of real servers. */
@Timeout(120)
class WebhookApiIT {
    @TempDir
    private Path directory;

    private WebhookReceiver receiver;
    private TestManager manager;

    @BeforeEach
    void start() {
        receiver = new WebhookReceiver();
        manager = new TestManager(directory);
    }

    @AfterEach
    void stop() {
        manager.close();
        receiver.close();
    }

    private Reply create(String name, String format) throws Exception {
        Reply reply = manager.post("/api/webhooks", """
                {"name": "%s", "url": "%s", "format": "%s"}
                """.formatted(name, receiver.url(), format));
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(201);
        return reply;
    }

    private JsonNode webhook() throws Exception {
        return manager.get("/api/webhooks").data().path(0);
    }

    /** A server that is started again when it ends, at least once, and is checked often. */
    private String startServer(int maxFailures) throws Exception {
        String id = manager.create("""
                {"name": "weather", "type": "command", "command": "sleep", "args": ["1000"], "transport": "http",
                 "health": {"interval": "1s", "timeout": "1s"}, "restart": {"maxFailures": %d}}
                """.formatted(maxFailures));
        assertThat(manager.post("/api/servers/weather/start", "").status()).isEqualTo(200);
        awaitHealthy();
        return id;
    }

    private void awaitHealthy() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> manager.status("weather")
                        .path("healthStatus")
                        .asString()
                        .equals("healthy"));
    }

    private void kill() throws Exception {
        long pid = manager.status("weather").path("details").path("pid").asLong();
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    @Test
    void aWebhookIsAddedShownWithoutItsAddressAndDeleted() throws Exception {
        Reply created = create("ops", "generic");
        Reply listed = manager.get("/api/webhooks");

        assertThat(created.data().toString()).isEqualTo("""
                {"name":"ops","target":"%s","format":"generic","lastDelivery":null}""".formatted(receiver.target()));
        assertThat(listed.data().toString()).isEqualTo("[" + created.data() + "]");
        assertThat(created.response().body() + listed.response().body()).doesNotContain(WebhookReceiver.SECRET);
        assertThat(manager.call("DELETE", "/api/webhooks/ops", "").status()).isEqualTo(204);
        assertThat(manager.get("/api/webhooks").data().isEmpty()).isTrue();
        manager.call("DELETE", "/api/webhooks/ops", "").assertProblem(404, "There is no webhook");
        manager.post("/api/webhooks/ops/test", "").assertProblem(404, "There is no webhook");
    }

    @Test
    void everyBadFieldIsNamedAtOnce() throws Exception {
        Reply reply = manager.post("/api/webhooks", """
                {"name": "-Ops", "url": "ftp://a/hunter2", "format": "teams", "secret": true}
                """);
        assertThat(reply.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("field").asString()))
                .containsExactly("name", "url", "format", "secret");
        assertThat(reply.response().body()).doesNotContain(WebhookReceiver.SECRET);
        manager.post("/api/webhooks", "{}").assertProblem(400, "name: is required; url: is required");
        create("ops", "generic");
        manager.post("/api/webhooks", "{\"name\": \"ops\", \"url\": \"http://a/\"}")
                .assertProblem(409, "is taken");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /hooks                   | must be an absolute http:// or https:// address
            http:///hooks            | must be an absolute http:// or https:// address
            file:///etc/passwd       | must be an absolute http:// or https:// address
            http://me:hunter2@a/     | must not carry a user or password
            http://a:70000/          | must not have a port above 65535
            http://a/#hunter2        | must not have a #fragment
            http://a b/              | is not a legal address
            """)
    void badAddressesAreRefused(String url, String message) throws Exception {
        Reply reply = manager.post("/api/webhooks", "{\"name\": \"ops\", \"url\": \"%s\"}".formatted(url));
        reply.assertProblem(400, message);
        assertThat(reply.response().body()).doesNotContain(WebhookReceiver.SECRET);
    }

    @Test
    void aTestTellsWhatBecameOfIt() throws Exception {
        create("ops", "generic");
        Reply delivered = manager.post("/api/webhooks/ops/test", "");
        assertThat(delivered.response().body()).isEqualTo("{\"data\":{\"delivered\":true}}");
        assertThat(receiver.events()).containsExactly("server.test");
        assertThat(webhook().path("lastDelivery").path("delivered").asBoolean()).isTrue();

        receiver.answers(404);
        manager.post("/api/webhooks/ops/test", "")
                .assertProblem(502, "answered with status 404: check the webhook's address");
        assertThat(webhook().path("lastDelivery").path("delivered").asBoolean()).isFalse();
        assertThat(webhook().path("lastDelivery").path("error").asString())
                .isEqualTo(receiver.target() + " answered with status 404: check the webhook's address");

        receiver.close();
        Reply refused = manager.post("/api/webhooks/ops/test", "");
        refused.assertProblem(502, "connection refused: nothing listens at " + receiver.target());
        assertThat(refused.response().body()).doesNotContain(WebhookReceiver.SECRET);
    }

    @Test
    void aReceiverThatDoesNotSpeakHttpIsNamed() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                try (var accepted = socket.accept()) {
                    accepted.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            manager.post("/api/webhooks", """
                    {"name": "mail", "url": "http://127.0.0.1:%d/"}
                    """.formatted(socket.getLocalPort()));
            manager.post("/api/webhooks/mail/test", "").assertProblem(502, "The test was not delivered");
        }
    }

    @Test
    void aKilledServerIsToldToBeDownAndUpAgain() throws Exception {
        String id = startServer(10);
        create("ops", "generic");
        receiver.answers(500);
        kill();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> receiver.events().equals(List.of("server.down", "server.up")));

        JsonNode down = receiver.received().getFirst();
        assertThat(down.propertyNames()).containsExactly("event", "server", "reason", "at");
        assertThat(down.path("server").toString()).isEqualTo("{\"id\":\"%s\",\"name\":\"weather\"}".formatted(id));
        assertThat(down.path("reason").asString()).isEqualTo("ended with signal 9 (SIGKILL)");
        assertThat(down.path("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(webhook().path("lastDelivery").path("delivered").asBoolean()).isTrue();
    }

    @Test
    void aServerThatIsGivenUpIsToldAndUpAfterTheManagerStartedAnew() throws Exception {
        startServer(1);
        create("chat", "slack");
        kill();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> texts().stream()
                        .anyMatch(text -> text.startsWith("MCP server weather is not restarted any more: crash loop")));
        manager.close();
        manager = new TestManager(directory);
        await().atMost(Duration.ofSeconds(30)).until(() -> texts().getLast().equals("MCP server weather is up again"));
    }

    private List<String> texts() {
        return receiver.received().stream()
                .map(each -> each.path("text").asString())
                .toList();
    }

    @Test
    void aStoppedOrDeletedServerIsNotTold() throws Exception {
        create("ops", "generic");
        startServer(10);
        manager.post("/api/servers/weather/stop", "");
        manager.post("/api/servers/weather/start", "");
        awaitHealthy();
        assertThat(manager.call("DELETE", "/api/servers/weather", "").status()).isEqualTo(204);
        assertThat(manager.post("/api/webhooks/ops/test", "").status()).isEqualTo(200);
        assertThat(receiver.events()).containsExactly("server.test");
    }
}
