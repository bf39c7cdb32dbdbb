package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.supervision.EventKind;
import dev.mcpmanager.supervision.LifecycleEvent;
import dev.mcpmanager.supervision.LifecycleEventRecorded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class AlertsIT {
    private static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final EventBus bus = new EventBus();

    @TempDir
    private Path directory;

    private HttpServer receiver;
    private Database database;
    private Servers servers;
    private String server;

    @BeforeEach
    void open() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            int status = Optional.ofNullable(statuses.poll()).orElse(200);
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (status == 200) {
                received.add(Json.STRICT.readTree(body));
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
        InstantSource time = InstantSource.system();
        database = Database.open(directory.resolve("a.db"), time);
        servers = new Servers(database, Secrets.open(directory.resolve("secret.key")), bus, time);
        server = servers.create(
                        Json.LENIENT.readTree("{\"name\": \"weather\", \"type\": \"command\", \"command\": \"cat\"}"))
                .id();
    }

    @AfterEach
    void close() {
        receiver.stop(0);
        database.close();
    }

    private Webhook webhook(Webhook.Format format) {
        return new Webhook(
                "ops", URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/T0/hunter2"), format);
    }

    private Alerts alerts(Webhook.Format format) {
        return new Alerts(List.of(webhook(format)), servers, bus, InstantSource.system());
    }

    private void becomes(HealthState before, HealthState state, String reason) {
        bus.publish(new HealthUpdated(server, before, state, reason, Optional.empty(), Optional.empty(), AT));
    }

    private List<String> events() {
        return received.stream().map(each -> each.path("event").asString("")).toList();
    }

    @Test
    void downAndUpAreToldOnceEach() {
        try (var _ = alerts(Webhook.Format.GENERIC)) {
            becomes(HealthState.UNKNOWN, HealthState.HEALTHY, "checks succeed");
            becomes(HealthState.HEALTHY, HealthState.UNHEALTHY, "ended with code 1");
            becomes(HealthState.UNHEALTHY, HealthState.UNHEALTHY, "ended with code 1");
            becomes(HealthState.UNHEALTHY, HealthState.HEALTHY, "checks succeed");
            await().until(() -> received.size() == 2);
        }
        assertThat(events()).containsExactly("server.down", "server.up");
        assertThat(received.getFirst()).isEqualTo(Json.STRICT.readTree("""
                {"event": "server.down", "server": {"id": "%s", "name": "weather"}, "reason": "ended with code 1",
                 "at": "2026-03-01T00:00:00Z"}
                """.formatted(server)));
    }

    @Test
    void aCrashLoopIsTold() {
        try (var _ = alerts(Webhook.Format.GENERIC)) {
            bus.publish(new LifecycleEventRecorded(new LifecycleEvent(
                    server, 5, EventKind.CRASH_LOOP, "crash loop: failed 5 times", Optional.empty(), List.of(), AT)));
            await().until(() -> events().equals(List.of("server.crash-loop")));
        }
    }

    @Test
    void whoStopsAServerIsNotTold() {
        try (var _ = alerts(Webhook.Format.GENERIC)) {
            becomes(HealthState.HEALTHY, HealthState.STOPPED, "stop requested");
            becomes(HealthState.STOPPED, HealthState.UNKNOWN, "starting");
            becomes(HealthState.UNKNOWN, HealthState.HEALTHY, "checks succeed");
            becomes(HealthState.HEALTHY, HealthState.UNHEALTHY, "no answer");
            await().until(() -> events().equals(List.of("server.down")));
        }
    }

    @Test
    void slackGetsAText() {
        try (var _ = alerts(Webhook.Format.SLACK)) {
            becomes(HealthState.HEALTHY, HealthState.UNHEALTHY, "answered <!channel> & more");
            await().until(() -> received.size() == 1);
        }
        assertThat(received.getFirst().path("text").asString(""))
                .isEqualTo("MCP server weather is down: answered &lt;!channel&gt; &amp; more");
    }

    @Test
    void whatFailsIsSentAgain() {
        statuses.addAll(List.of(500, 429));
        try (var queue = new AlertQueue(
                webhook(Webhook.Format.GENERIC), new WebhookClient(HttpProbe.client()), Duration.ofMillis(5))) {
            queue.add(new Alert(Alert.Kind.DOWN, server, "weather", "", AT));
            await().until(() -> received.size() == 1);
        }
        assertThat(statuses).isEmpty();
    }

    @Test
    void whatIsRefusedIsNotSentAgain() {
        statuses.addAll(List.of(404, 200));
        try (var queue = new AlertQueue(
                webhook(Webhook.Format.GENERIC), new WebhookClient(HttpProbe.client()), Duration.ofMillis(5))) {
            queue.add(new Alert(Alert.Kind.DOWN, server, "weather", "", AT));
            queue.add(new Alert(Alert.Kind.UP, server, "weather", "", AT));
            await().until(() -> received.size() == 1);
        }
        assertThat(events()).containsExactly("server.up");
    }

    @Test
    void aTestTellsWhatBecameOfIt() throws InterruptedException {
        statuses.add(403);
        Webhook webhook = webhook(Webhook.Format.GENERIC);
        try (var alerts = alerts(Webhook.Format.GENERIC)) {
            assertThat(alerts.test(webhook))
                    .isEqualTo(new Delivery.Refused("answered with status 403: check the webhook's address"));
            assertThat(alerts.test(webhook)).isEqualTo(new Delivery.Delivered());
            receiver.stop(0);
            assertThat(alerts.test(webhook))
                    .isInstanceOfSatisfying(
                            Delivery.Failed.class,
                            failed -> assertThat(failed.reason())
                                    .startsWith("connection refused")
                                    .doesNotContain("hunter2"));
        }
        assertThat(webhook.toString()).doesNotContain("hunter2");
        assertThat(new String(
                        new Alert(Alert.Kind.TEST, "", "x", "", AT).body(Webhook.Format.SLACK), StandardCharsets.UTF_8))
                .contains("this is a test");
    }
}
