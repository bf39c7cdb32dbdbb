package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.event.Subscription;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.oauth.SignInState;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.supervision.EventKind;
import dev.mcpmanager.supervision.LifecycleEvent;
import dev.mcpmanager.supervision.LifecycleEventRecorded;
import dev.mcpmanager.supervision.ServerSnapshot;
import dev.mcpmanager.supervision.ServerStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HealthMonitorIT {
    private final EventBus bus = new EventBus();
    private final List<HealthUpdated> told = new CopyOnWriteArrayList<>();
    private final List<String> restarts = new CopyOnWriteArrayList<>();
    private final AtomicReference<Finding> answer = new AtomicReference<>(Finding.healthy(Duration.ofMillis(2)));

    @TempDir
    private Path directory;

    private Database database;
    private Servers servers;
    private HealthMonitor monitor;
    private Subscription<HealthUpdated> subscription;
    private String server;

    @BeforeEach
    void open() {
        InstantSource time = InstantSource.system();
        database = Database.open(directory.resolve("a.db"), time);
        servers = new Servers(database, Secrets.open(directory.resolve("secret.key")), bus, time);
        subscription = bus.subscribe(HealthUpdated.class, 1_000, told::add);
        monitor = monitor();
        server = servers.create(Json.LENIENT.readTree("""
                        {"name": "a", "type": "command", "command": "cat", "config": {"startTimeout": "1ms"},
                         "health": {"interval": "100ms", "timeout": "100ms", "failureThreshold": 2}}
                        """)).id();
    }

    private HealthMonitor monitor() {
        return monitor(_ -> {
            throw new AssertionError("no event was missed");
        });
    }

    private HealthMonitor monitor(Function<String, ServerSnapshot> snapshots) {
        return new HealthMonitor(
                database,
                servers,
                bus,
                _ -> _ -> answer.get(),
                snapshots,
                (_, run, reason) -> restarts.add("run " + run + " " + reason),
                InstantSource.system());
    }

    @AfterEach
    void close() {
        monitor.close();
        subscription.close();
        database.close();
    }

    @Test
    void aServerDeletedWhileEventsWereMissedIsForgottenAndKeepsNoOtherFromBeingAskedFor() {
        monitor.close();
        servers = new Servers(
                database, Secrets.open(directory.resolve("secret.key")), new EventBus(), InstantSource.system());
        for (String name : List.of("b", "c")) {
            servers.create(Json.LENIENT.readTree(
                    "{\"name\": \"%s\", \"type\": \"command\", \"command\": \"cat\"}".formatted(name)));
        }
        String runs = servers.get("c").id();
        monitor = monitor(id -> {
            if (!id.equals(runs)) {
                throw new ProblemException(new Problem.NotFound("deleted just now"));
            }
            return new ServerSnapshot(
                    id,
                    ServerStatus.RUNNING,
                    1,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    SignInState.NONE);
        });
        start();
        awaitState(HealthState.HEALTHY);
        servers.delete(server);
        monitor.resynchronize(1);
        assertThat(monitor.current(server)).isEqualTo(CurrentHealth.INITIAL);
        assertThatThrownBy(() -> monitor.check(server)).hasMessageContaining("not running");
        await().until(() -> monitor.current(runs).state() == HealthState.HEALTHY);
    }

    private void happens(EventKind kind, String message) {
        bus.publish(new LifecycleEventRecorded(
                new LifecycleEvent(server, 1, kind, message, Optional.empty(), List.of(), Instant.EPOCH)));
    }

    private void start() {
        happens(EventKind.START_REQUESTED, "requested");
        happens(EventKind.SPAWNED, "process 7");
        happens(EventKind.READY, "answers");
    }

    private void awaitState(HealthState state) {
        await().until(() -> monitor.current(server).state() == state);
    }

    @Test
    void aServerIsHealthyOnceACheckSucceeds() {
        assertThat(monitor.current(server).state()).isEqualTo(HealthState.STOPPED);
        start();
        awaitState(HealthState.HEALTHY);
        await().until(() -> monitor.history().summary(server, HealthRange.HOUR).healthyChecks() > 3);
        assertThat(told).anySatisfy(update -> {
            assertThat(update.before()).isEqualTo(HealthState.UNKNOWN);
            assertThat(update.state()).isEqualTo(HealthState.HEALTHY);
            assertThat(update.responseTime()).contains(Duration.ofMillis(2));
        });
    }

    @Test
    void failedChecksMakeItUnhealthyAndThatIsAnIncident() {
        start();
        awaitState(HealthState.HEALTHY);
        answer.set(Finding.unhealthy("no answer"));
        awaitState(HealthState.UNHEALTHY);
        answer.set(Finding.healthy(Duration.ofMillis(2)));
        awaitState(HealthState.HEALTHY);
        await().untilAsserted(() -> assertThat(monitor.history().incidents(server, HealthRange.HOUR, 10))
                .singleElement()
                .satisfies(incident -> {
                    assertThat(incident.reasons()).containsExactly("no answer");
                    assertThat(incident.until()).isPresent();
                }));
    }

    @Test
    void aServerThatStaysUnhealthyIsRestartedOnceForEachRun() {
        servers.patch(server, Json.LENIENT.readTree("{\"health\": {\"restartAfter\": 4}}"));
        start();
        awaitState(HealthState.HEALTHY);
        answer.set(Finding.unhealthy("no answer"));
        await().until(() -> monitor.history().summary(server, HealthRange.HOUR).unhealthyChecks() > 6);
        assertThat(restarts).containsExactly("run 1 failed 4 checks in a row, the last: no answer");
    }

    @Test
    void aServerThatIsUnhealthyForLongIsRestartedOnceItsSettingsAskForIt() {
        start();
        answer.set(Finding.unhealthy("no answer"));
        await().until(() -> monitor.history().summary(server, HealthRange.HOUR).unhealthyChecks() > 3);
        servers.patch(server, Json.LENIENT.readTree("{\"health\": {\"restartAfter\": 2}}"));
        await().until(() -> !restarts.isEmpty());
        assertThat(restarts.getFirst()).matches("run 1 failed [0-9]+ checks in a row, the last: no answer");
    }

    @Test
    void anExitIsToldAtOnce() {
        start();
        awaitState(HealthState.HEALTHY);
        happens(EventKind.EXITED, "ended with signal 9 (SIGKILL)");
        awaitState(HealthState.UNHEALTHY);
        assertThat(monitor.current(server).reason()).isEqualTo("ended with signal 9 (SIGKILL)");
    }

    @Test
    void aStoppedServerIsNeitherCheckedNorCountedAsDown() {
        start();
        awaitState(HealthState.HEALTHY);
        happens(EventKind.STOP_REQUESTED, "requested");
        happens(EventKind.EXITED, "ended with code 1");
        happens(EventKind.STOPPED, "nothing of run 1 lives");
        awaitState(HealthState.STOPPED);
        assertThat(monitor.current(server).state().status()).isEqualTo("unknown");
        await().until(() -> monitor.history().intervals(server, HealthRange.HOUR).stream()
                .anyMatch(interval -> interval.state() == HealthState.STOPPED));
        HealthSummary summary = monitor.history().summary(server, HealthRange.HOUR);
        assertThat(summary.availability().percent()).hasValue(100);
        assertThat(summary.unhealthyChecks()).isZero();
    }

    @Test
    void aCheckOnDemandTellsWhatItFound() {
        start();
        awaitState(HealthState.HEALTHY);
        answer.set(Finding.unhealthy("no answer"));
        await().until(() -> !monitor.check(server).join().healthy());
    }

    @Test
    void historyOutlivesTheManager() {
        start();
        awaitState(HealthState.HEALTHY);
        monitor.close();
        HealthSummary before = monitor.history().summary(server, HealthRange.DAY);
        assertThat(before.healthyChecks()).isPositive();
        monitor = monitor();
        HealthSummary after = monitor.history().summary(server, HealthRange.DAY);
        assertThat(after).isEqualTo(before);
        assertThat(monitor.history().intervals(server, HealthRange.DAY))
                .allSatisfy(interval -> assertThat(interval.until()).isPresent())
                .last()
                .satisfies(interval -> assertThat(interval.state()).isEqualTo(HealthState.UNOBSERVED));
    }

    @Test
    void aDeletedServerIsForgottenOnceItIsPurged() {
        start();
        awaitState(HealthState.HEALTHY);
        await().until(() -> monitor.history().lastCheck(server).isPresent());
        servers.delete(server);
        await().until(() -> monitor.current(server).lastCheck().isEmpty());
        assertThat(monitor.history().lastCheck(server)).isPresent();
        monitor.purge(server);
        assertThat(monitor.history().lastCheck(server)).isEmpty();
    }
}
