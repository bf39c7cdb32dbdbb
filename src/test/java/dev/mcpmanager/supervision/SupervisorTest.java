package dev.mcpmanager.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.runtime.Leftover;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.testing.FakeRuntime;
import dev.mcpmanager.runtime.testing.FakeRuntime.FakeServer;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    private static final Exit CRASH = new Exit.Code(1);

    @TempDir
    Path dir;

    private final FakeRuntime runtime = new FakeRuntime();
    private TestSupervisor manager;
    private Servers servers;
    private EventStore events;
    private Supervisor supervisor;
    private String id;

    @BeforeEach
    void open() {
        openManager();
        id = create("one", "on-failure", false).id();
        supervisor.open();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private void openManager() {
        manager = TestSupervisor.in(dir, runtime);
        servers = manager.servers();
        events = manager.events();
        supervisor = manager.supervisor();
    }

    private ServerDefinition create(String name, String policy, boolean autostart) {
        return servers.create(Json.LENIENT.readTree("""
                {"name": "%s", "type": "command", "command": "any", "transport": "http", "autostart": %s,
                 "environment": {"API_KEY": "hunter2-secret"}, "restart": {"policy": "%s"}}
                """.formatted(name, autostart, policy)));
    }

    @Test
    void twoStartsAtOnceMakeOneProcess() throws Exception {
        List<CompletableFuture<ServerSnapshot>> starts =
                IntStream.range(0, 20).mapToObj(_ -> supervisor.start(id)).toList();

        for (CompletableFuture<ServerSnapshot> start : starts) {
            assertThat(start.get().status()).isEqualTo(ServerStatus.RUNNING);
        }
        assertThat(runtime.mostLiving()).isEqualTo(1);
        assertThat(runtime.nextStarted().run()).isEqualTo(1);
    }

    @Test
    void whatIsAskedForBeforeTheManagerIsOpenIsDoneInTheOrderInWhichItWasAskedFor() {
        close();
        openManager();

        CompletableFuture<ServerSnapshot> start = supervisor.start(id);
        CompletableFuture<ServerSnapshot> stop = supervisor.stop(id);
        assertThat(start).isNotDone();
        supervisor.open();

        assertThat(stop.join().status()).isEqualTo(ServerStatus.STOPPED);
        assertThat(supervisor.snapshot(id).status()).isEqualTo(ServerStatus.STOPPED);
        await().untilAsserted(() ->
                assertThat(kinds()).containsSubsequence(EventKind.STOP_REQUESTED, EventKind.START_REQUESTED));
    }

    @Test
    void aCrashIsFollowedByAReplacementAndTold() throws Exception {
        supervisor.start(id).join();
        FakeServer first = runtime.nextStarted();
        first.printError("cannot bind, token hunter2-secret\n");
        first.end(CRASH);

        assertThat(runtime.nextStarted().run()).isEqualTo(2);
        await().until(() -> supervisor.snapshot(id).status() == ServerStatus.RUNNING);
        assertThat(supervisor.snapshot(id).restarts()).isEqualTo(1);
        assertThat(supervisor.snapshot(id).lastExit()).contains("code 1");
        await().untilAsserted(() -> assertThat(kinds())
                .containsExactly(
                        EventKind.READY,
                        EventKind.SPAWNED,
                        EventKind.RESTART_SCHEDULED,
                        EventKind.EXITED,
                        EventKind.READY,
                        EventKind.SPAWNED,
                        EventKind.START_REQUESTED));
        LifecycleEvent scheduled = history().get(2);
        assertThat(scheduled.run()).isEqualTo(1);
        assertThat(scheduled.stderr()).containsExactly("cannot bind, token [secret]");
    }

    @Test
    void aServerThatExitsAtOnceFailsItsStart() throws Exception {
        CompletableFuture<ServerSnapshot> start = supervisor.start(id);
        runtime.nextStarted().end(CRASH);

        assertThat(start.get().status()).isEqualTo(ServerStatus.RESTARTING);
        assertThat(start.get().error().orElseThrow()).contains("ended with code 1");
    }

    @Test
    void whatCannotWorkIsNotTriedAgain() {
        runtime.failNextStart(new StartResult.Refused("no such command"));

        ServerSnapshot snapshot = supervisor.start(id).join();

        assertThat(snapshot.status()).isEqualTo(ServerStatus.ERROR);
        assertThat(snapshot.error()).contains("no such command");
        assertThat(runtime.mostLiving()).isZero();
    }

    @Test
    void whatMayPassIsTriedAgain() throws Exception {
        runtime.failNextStart(new StartResult.Failed("no memory"));

        assertThat(supervisor.start(id).join().error().orElseThrow()).contains("no memory");
        assertThat(runtime.nextStarted().run()).isEqualTo(2);
        await().until(() -> supervisor.snapshot(id).status() == ServerStatus.RUNNING);
    }

    @Test
    void aStopThatWasAskedForIsNoFailure() {
        supervisor.start(id).join();

        ServerSnapshot stopped = supervisor.stop(id).join();

        assertThat(stopped.status()).isEqualTo(ServerStatus.STOPPED);
        assertThat(stopped.error()).isEmpty();
        assertThat(stopped.processId()).isEmpty();
    }

    @Test
    void aSurvivorOfSigkillIsNamedAndNotReplaced() throws Exception {
        supervisor.start(id).join();
        FakeServer server = runtime.nextStarted();
        server.surviveKills(4711);
        server.end(CRASH);

        await().until(() -> supervisor.snapshot(id).status() == ServerStatus.ERROR);
        assertThat(supervisor.snapshot(id).error().orElseThrow()).contains("4711");
        assertThat(runtime.mostLiving()).isEqualTo(1);
    }

    @Test
    void afterAKilledManagerItsServersComeBackOnceTheirLeftoversAreGone() throws Exception {
        String auto = create("auto", "never", true).id();
        String idle = create("idle", "always", false).id();
        supervisor.start(id).join();
        long lastRun = runtime.nextStarted().run();
        manager.database().close(); // what a killed manager leaves: state written, nothing stopped

        runtime.findLeftovers(List.of(new Leftover(id, List.of(1_001L), List.of())));
        openManager();
        supervisor.open();

        assertThat(runtime.recorded()).containsExactly(new RunIdentity(id, lastRun, 1_001, 1));
        await().until(() -> supervisor.snapshot(id).status() == ServerStatus.RUNNING);
        await().until(() -> supervisor.snapshot(auto).status() == ServerStatus.RUNNING);
        assertThat(supervisor.snapshot(id).run()).isEqualTo(lastRun + 1);
        assertThat(supervisor.snapshot(idle).status()).isEqualTo(ServerStatus.STOPPED);
        await().untilAsserted(() -> assertThat(kinds()).contains(EventKind.LEFTOVERS_ENDED));
    }

    @Test
    void aServerWhoseLeftoversSurvivedIsNotStarted() {
        supervisor.start(id).join();
        manager.database().close();

        runtime.findLeftovers(List.of(new Leftover(id, List.of(1_001L), List.of(1_001L))));
        openManager();
        supervisor.open();

        assertThat(supervisor.snapshot(id).status()).isEqualTo(ServerStatus.ERROR);
        assertThat(supervisor.snapshot(id).error().orElseThrow()).contains("1001");
    }

    @Test
    void aServerThatEndedItsWorkDoesNotComeBackWithTheManager() throws Exception {
        supervisor.start(id).join();
        runtime.nextStarted().end(new Exit.Code(0));
        await().until(() -> supervisor.snapshot(id).status() == ServerStatus.STOPPED);
        supervisor.close();
        manager.logStore().close();
        manager.database().close();

        openManager();
        supervisor.open();

        assertThat(supervisor.snapshot(id).status()).isEqualTo(ServerStatus.STOPPED);
    }

    @Test
    void whatAutostartStartedRanAndSoComesBackWithoutAutostart() {
        String auto = create("auto", "never", true).id();
        supervisor.close();
        manager.logStore().close();
        manager.database().close();
        openManager();
        supervisor.open();
        await().until(() -> supervisor.snapshot(auto).status() == ServerStatus.RUNNING);
        servers.patch(auto, Json.STRICT.readTree("{\"autostart\": false}"));
        supervisor.close();
        manager.logStore().close();
        manager.database().close();

        openManager();
        supervisor.open();

        await().until(() -> supervisor.snapshot(auto).status() == ServerStatus.RUNNING);
    }

    @Test
    void aWishThatCouldNotBeWrittenIsWrittenWhenItCan() {
        supervisor.start(id).join();
        manager.database()
                .write(handle -> handle.execute(
                        "create trigger broken before update on servers begin select raise(abort, 'disk full'); end"));
        supervisor.stop(id).join();
        await().until(() -> manager.database().health().failedWrites() > 0);
        assertThat(wanted()).isEqualTo("running");

        manager.database().write(handle -> handle.execute("drop trigger broken"));

        await().atMost(Duration.ofSeconds(30)).until(() -> wanted().equals("stopped"));
    }

    private String wanted() {
        return manager.database()
                .read(handle -> handle.createQuery("select desired from servers where id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .one());
    }

    @Test
    void aRunningServerIsStoppedBeforeItsDefinitionGoes() {
        supervisor.start(id).join();

        supervisor
                .remove(id, () -> {
                    assertThat(supervisor.snapshot(id).status()).isEqualTo(ServerStatus.STOPPED);
                    assertThatThrownBy(() -> supervisor.start(id).join()).hasMessageContaining("is being deleted");
                    servers.delete(id);
                })
                .join();

        assertThatThrownBy(() -> supervisor.snapshot(id)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aFailedDeleteKeepsTheServerUsable() {
        CompletableFuture<Void> removed = supervisor.remove(id, () -> {
            throw new IllegalStateException("disk full");
        });

        assertThatThrownBy(removed::join).hasMessageContaining("disk full");
        assertThat(supervisor.start(id).join().status()).isEqualTo(ServerStatus.RUNNING);
    }

    @Test
    void aSecretThatAServerAnswersIsInNoEventAndNoError() throws Exception {
        servers.patch(id, Json.LENIENT.readTree("{\"transport\": \"stdio\"}"));
        CompletableFuture<ServerSnapshot> start = supervisor.start(id);
        FakeServer server = runtime.nextStarted();
        for (int question = 1; question <= 2; question++) {
            String asked = "\"id\":" + question;
            await().until(() -> server.read().contains(asked));
            server.print("""
                    {"jsonrpc": "2.0", "id": %d, "error": {"code": 1, "message": "hunter2-secret is no key"}}
                    """.formatted(question));
        }

        assertThat(start.join().status()).isEqualTo(ServerStatus.RUNNING);
        await().until(() -> supervisor.snapshot(id).error().isPresent());
        assertThat(supervisor.snapshot(id).error().orElseThrow())
                .contains("[secret] is no key")
                .doesNotContain("hunter2-secret");
        assertThatThrownBy(() -> supervisor.session(id))
                .hasMessageContaining("[secret] is no key")
                .hasMessageNotContaining("hunter2-secret");
    }

    @Test
    void aSecretThatAServerSaysOfItselfOrInAnErrorIsNotTold() throws Exception {
        servers.patch(id, Json.LENIENT.readTree("{\"transport\": \"stdio\"}"));
        CompletableFuture<ServerSnapshot> start = supervisor.start(id);
        FakeServer server = runtime.nextStarted();
        answer(server, 1, "\"error\": {\"code\": -32601, \"message\": \"no\"}");
        answer(server, 2, """
                "result": {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}}, "instructions": "use hunter2-secret",
                "serverInfo": {"name": "of hunter2-secret", "version": "hunter2-secret"}}
                """.replace('\n', ' '));
        start.join();
        CompletableFuture<?> list = supervisor.session(id).listTools(Duration.ofMinutes(1));
        answer(server, 3, "\"error\": {\"code\": 1, \"message\": \"hunter2-secret is no key\"}");

        assertThatThrownBy(list::join)
                .hasMessageContaining("[secret] is no key")
                .hasMessageNotContaining("hunter2-secret");
        assertThat(supervisor.session(id).server().toString())
                .contains("of [secret]", "use [secret]")
                .doesNotContain("hunter2-secret");
        await().untilAsserted(() -> assertThat(history())
                .extracting(LifecycleEvent::message)
                .contains("answers MCP 2025-11-25 as of [secret] [secret]"));
    }

    private static void answer(FakeServer server, int question, String answer) {
        await().until(() -> server.read().contains("\"id\":" + question + ","));
        server.print("{\"jsonrpc\": \"2.0\", \"id\": %d, %s}\n".formatted(question, answer));
    }

    @Test
    void aStopThatCouldNotSeeWhatLivesIsTriedAgain() throws Exception {
        supervisor.start(id).join();
        runtime.nextStarted().failStops(1);

        assertThat(supervisor.stop(id).orTimeout(20, TimeUnit.SECONDS).join().status())
                .isEqualTo(ServerStatus.STOPPED);
    }

    @Test
    void anErrorOfTheJvmFailsOneStartAndNotTheServerForGood() throws Exception {
        runtime.breakNextStart(new OutOfMemoryError("unable to create native thread"));

        ServerSnapshot snapshot =
                supervisor.start(id).orTimeout(20, TimeUnit.SECONDS).join();

        assertThat(snapshot.error().orElseThrow()).contains("unable to create native thread");
        assertThat(runtime.nextStarted().run()).isEqualTo(2);
    }

    @Test
    void aServerDeletedWhileTheManagerOpensDoesNotFailTheOthers() {
        String auto = create("auto", "never", true).id();
        String other = create("other", "never", true).id();

        supervisor
                .remove(auto, () -> {
                    supervisor.open();
                    servers.delete(auto);
                })
                .join();

        await().until(() -> supervisor.snapshot(other).status() == ServerStatus.RUNNING);
    }

    @Test
    void nothingStartsOnceTheManagerStops() {
        supervisor.start(id).join();
        supervisor.close();

        assertThat(supervisor.snapshot(id).status()).isEqualTo(ServerStatus.STOPPED);
        assertThatThrownBy(() -> supervisor.start(id)).hasMessageContaining("shutting down");
    }

    private List<LifecycleEvent> history() {
        return events.of(id, Long.MAX_VALUE, 100).stream()
                .map(EventStore.StoredEvent::event)
                .toList();
    }

    private List<EventKind> kinds() {
        return history().stream().map(LifecycleEvent::kind).toList();
    }
}
