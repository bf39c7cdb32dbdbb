package dev.mcpmanager.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.testing.FakeRuntime;
import dev.mcpmanager.runtime.testing.FakeRuntime.FakeServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionRunTest {
    private static final Exit CRASH = new Exit.Code(1);

    @TempDir
    Path dir;

    private final FakeRuntime runtime = new FakeRuntime();
    private TestSupervisor manager;
    private Supervisor supervisor;
    private String id;
    private FakeServer own;

    @BeforeEach
    void open() throws Exception {
        manager = TestSupervisor.in(dir, runtime);
        supervisor = manager.supervisor();
        supervisor.open();
        // without an answer it soon counts as running without MCP
        id = manager.servers().create(Json.LENIENT.readTree("""
                        {"name": "one", "type": "command", "command": "any", "config": {"startTimeout": "1ms"}}
                        """)).id();
        supervisor.start(id).join();
        own = runtime.nextStarted();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void itHasANumberThatNoOtherRunHas() throws Exception {
        supervisor.startForSession(id);
        long first = runtime.nextStarted().run();
        supervisor.startForSession(id);
        long second = runtime.nextStarted().run();
        supervisor.restart(id).join();
        long replacement = runtime.nextStarted().run();
        supervisor.startForSession(id);

        assertThat(own.run()).isEqualTo(1);
        assertThat(first).isEqualTo(2);
        assertThat(second).isEqualTo(3);
        assertThat(replacement).isEqualTo(4);
        assertThat(runtime.nextStarted().run()).isEqualTo(5);
    }

    @Test
    void itsNumberIsNotUsedAgainAfterTheManagerWasKilled() throws Exception {
        supervisor.startForSession(id);
        runtime.nextStarted();
        manager.database().close();

        manager = TestSupervisor.in(dir, runtime);
        supervisor = manager.supervisor();
        supervisor.open();

        assertThat(runtime.nextStarted().run()).isEqualTo(3);
        assertThat(runtime.recorded())
                .singleElement()
                .satisfies(recorded -> assertThat(recorded.run()).isEqualTo(1));
    }

    @Test
    void aStopOfTheServerReturnsWhenItIsGone() throws Exception {
        SessionRun run = supervisor.startForSession(id);
        FakeServer process = runtime.nextStarted();
        process.failStops(1);

        supervisor.stop(id).join();

        assertThat(run.gone()).isDone();
        assertThat(run.endedByItself()).isFalse();
        assertThatThrownBy(() -> supervisor.startForSession(id))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not running");
    }

    @Test
    void itOutlivesACrashOfTheServersOwnRun() throws Exception {
        SessionRun run = supervisor.startForSession(id);
        runtime.nextStarted();

        own.end(CRASH);

        assertThat(runtime.nextStarted().run()).isEqualTo(3);
        await().until(() -> supervisor.snapshot(id).status() == ServerStatus.RUNNING);
        assertThat(run.isEnding()).isFalse();
    }

    @Test
    void itsOwnEndIsToldAndChangesNothingOfTheServer() throws Exception {
        SessionRun run = supervisor.startForSession(id);

        runtime.nextStarted().end(CRASH);

        run.gone().join();
        assertThat(run.endedByItself()).isTrue();
        ServerSnapshot server = supervisor.snapshot(id);
        assertThat(server.status()).isEqualTo(ServerStatus.RUNNING);
        assertThat(server.run()).isEqualTo(1);
        assertThat(server.restarts()).isZero();
        assertThat(server.lastExit()).isEmpty();
        await().untilAsserted(() -> assertThat(manager.events().of(id, Long.MAX_VALUE, 1))
                .singleElement()
                .satisfies(stored -> {
                    assertThat(stored.event().kind()).isEqualTo(EventKind.NOTICE);
                    assertThat(stored.event().run()).isEqualTo(1);
                    assertThat(stored.event().message()).isEqualTo("run 2, for a client's session, ended with code 1");
                }));
    }

    @Test
    void oneThatCannotBeStartedSaysWhy() {
        runtime.failNextStart(new StartResult.Refused("no such executable"));

        SessionRun run = supervisor.startForSession(id);

        assertThatThrownBy(() -> run.initialize(RawJson.EMPTY_OBJECT).join())
                .hasCauseInstanceOf(ProblemException.class)
                .hasMessageContaining("no such executable");
        run.gone().join();
    }
}
