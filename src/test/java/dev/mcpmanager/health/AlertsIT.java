package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.health.testing.WebhookReceiver;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.supervision.EventKind;
import dev.mcpmanager.supervision.LifecycleEvent;
import dev.mcpmanager.supervision.LifecycleEventRecorded;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which alerts come of what happens to a server. */
@Timeout(60)
class AlertsIT {
    private static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");
    private static final String UP_AGAIN = "checks succeed";

    private final EventBus bus = new EventBus();

    private final OutgoingHttp http = new OutgoingHttp();

    @TempDir
    private Path directory;

    private WebhookReceiver receiver;
    private Database database;
    private Servers servers;
    private Webhooks webhooks;
    private Alerts alerts;
    private String server;

    @BeforeEach
    void open() {
        receiver = new WebhookReceiver();
        InstantSource time = InstantSource.system();
        database = Database.open(directory.resolve("a.db"), time);
        Secrets secrets = Secrets.open(directory.resolve("secret.key"));
        servers = new Servers(database, secrets, bus, time);
        webhooks = new Webhooks(database, secrets, http, time, Duration.ofMillis(1));
        webhooks.create(Json.STRICT.createObjectNode().put("name", "ops").put("url", receiver.url()));
        alerts = new Alerts(webhooks, servers, database, bus);
        server = create("weather");
    }

    @AfterEach
    void close() {
        alerts.close();
        webhooks.close();
        http.close();
        database.close();
        receiver.close();
    }

    private String create(String name) {
        return servers.create(Json.STRICT
                        .createObjectNode()
                        .put("name", name)
                        .put("type", "command")
                        .put("command", "cat"))
                .id();
    }

    private void becomes(String id, HealthState state, String reason) {
        bus.publish(new HealthUpdated(id, HealthState.UNKNOWN, state, reason, Optional.empty(), Optional.empty(), AT));
    }

    private void becomes(HealthState... states) {
        for (HealthState state : states) {
            becomes(server, state, "");
        }
    }

    private void crashLoop() {
        bus.publish(new LifecycleEventRecorded(new LifecycleEvent(
                server, 5, EventKind.CRASH_LOOP, "crash loop: failed 5 times", Optional.empty(), List.of(), AT)));
    }

    /** That these were told, and, since another server's alert comes after them, nothing else. */
    private void assertTold(String... events) {
        becomes(create("end"), HealthState.UNHEALTHY, "end");
        await().until(() -> receiver.received().stream()
                .anyMatch(each -> each.path("reason").asString().equals("end")));
        assertThat(receiver.events().subList(0, receiver.events().size() - 1)).containsExactly(events);
    }

    @Test
    void downAndUpAreToldOnceEach() {
        becomes(server, HealthState.HEALTHY, UP_AGAIN);
        becomes(server, HealthState.UNHEALTHY, "ended with code 1");
        becomes(server, HealthState.UNHEALTHY, "no answer");
        becomes(server, HealthState.HEALTHY, UP_AGAIN);
        becomes(server, HealthState.HEALTHY, UP_AGAIN);
        assertTold("server.down", "server.up");
        assertThat(receiver.received().getFirst()).isEqualTo(Json.STRICT.readTree("""
                {"event": "server.down", "server": {"id": "%s", "name": "weather"}, "reason": "ended with code 1",
                 "at": "2026-03-01T00:00:00.000Z"}
                """.formatted(server)));
    }

    @Test
    void aCrashLoopIsToldAfterDownAndEndsWithUp() {
        becomes(HealthState.UNHEALTHY);
        crashLoop();
        becomes(HealthState.UNHEALTHY, HealthState.STOPPED, HealthState.UNKNOWN, HealthState.HEALTHY);
        assertTold("server.down", "server.crash-loop", "server.up");
    }

    @Test
    void aCrashLoopThatIsHeardOfFirstIsNotFollowedByDown() {
        crashLoop();
        becomes(HealthState.UNHEALTHY, HealthState.HEALTHY);
        assertTold("server.crash-loop", "server.up");
    }

    @Test
    void whoStopsAServerIsNotTold() {
        becomes(HealthState.HEALTHY, HealthState.STOPPED, HealthState.UNKNOWN, HealthState.HEALTHY);
        assertTold();
    }

    @Test
    void downThenStoppedAndStartedIsUpAgainOnceItIsHealthy() {
        becomes(HealthState.UNHEALTHY, HealthState.STOPPED, HealthState.UNKNOWN, HealthState.UNHEALTHY);
        becomes(HealthState.HEALTHY);
        assertTold("server.down", "server.up");
    }

    @Test
    void upIsToldThoughTheManagerStartedAnewMeanwhileAndDownNotTwice() {
        becomes(HealthState.UNHEALTHY);
        await().until(() -> receiver.events().equals(List.of("server.down")));
        alerts.close();
        alerts = new Alerts(webhooks, servers, database, bus);
        becomes(HealthState.UNKNOWN, HealthState.UNHEALTHY, HealthState.HEALTHY);
        await().until(() -> receiver.events().size() == 2);
        alerts.close();
        alerts = new Alerts(webhooks, servers, database, bus);
        becomes(HealthState.HEALTHY);
        assertTold("server.down", "server.up");
    }

    @Test
    void ofADeletedServerNothingIsTold() {
        becomes(HealthState.UNHEALTHY);
        await().until(() -> receiver.events().size() == 1);
        servers.delete(server);
        becomes(HealthState.HEALTHY, HealthState.UNHEALTHY);
        crashLoop();
        assertTold("server.down");
    }

    @Test
    void aServerThatGoesUpAndDownIsToldToFlapOnce() {
        for (int i = 0; i < 100; i++) {
            becomes(HealthState.UNHEALTHY, HealthState.HEALTHY);
        }
        assertTold("server.down", "server.up", "server.down", "server.up", "server.down", "server.flapping");
    }
}
