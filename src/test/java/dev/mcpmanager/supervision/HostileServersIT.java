package dev.mcpmanager.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.logs.LogStore;
import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.StdioConnection;
import dev.mcpmanager.oauth.testing.NoSignIns;
import dev.mcpmanager.runtime.ServerRuntime;
import dev.mcpmanager.runtime.process.ProcessRuntime;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.server.ServerType;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users see of real processes that misbehave. */
class HostileServersIT {
    private static final Duration CALL = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    private Database database;
    private LogStore logStore;
    private Servers servers;
    private EventStore events;
    private Supervisor supervisor;

    @BeforeEach
    void open() {
        database = Database.open(dir.resolve("mcp-manager.db"), Instant::now);
        logStore = LogStore.open(dir.resolve("logs.db"), Instant::now);
        var bus = new EventBus();
        servers = new Servers(database, Secrets.open(dir.resolve("secret.key")), bus, Instant::now);
        events = new EventStore(database);
        ServerRuntime runtime = new ProcessRuntime("0123456789abcdef0123456789abcdef", System.getenv());
        supervisor = new Supervisor(
                servers,
                Map.of(ServerType.PYTHON, runtime, ServerType.COMMAND, runtime),
                database,
                events,
                bus,
                new LogCaptures(logStore, Instant::now),
                new ClientInfo("test", "1"),
                StdioConnection.MAX_MESSAGE_BYTES,
                NoSignIns.in(dir, servers, database, bus),
                Instant::now);
        supervisor.open();
    }

    @AfterEach
    void close() {
        supervisor.close();
        logStore.close();
        database.close();
    }

    @Test
    void garbageOnStdoutGoesToTheLogAndBreaksNothing() {
        String id = legacy("garbage");

        assertThat(supervisor.start(id).join().status()).isEqualTo(ServerStatus.RUNNING);
        assertThat(supervisor.session(id).listTools(CALL).join()).hasSize(1);
        assertThat(supervisor.lines(id, 100)).extracting(LogLine::message).contains("Welcome!", "[1, 2]");
    }

    @Test
    void aHundredMegabytesWithoutNewlineDelayButDoNotBreak() {
        String id = legacy("flood");

        assertThat(supervisor.start(id).join().status()).isEqualTo(ServerStatus.RUNNING);
        assertThat(supervisor.session(id).listTools(CALL).join()).hasSize(1);
    }

    @Test
    void aServerThatEndsAtTheEraProbeIsAskedByInitializeAlone() {
        String id = legacy("strict");

        assertThat(supervisor.start(id).join().error().orElseThrow()).contains("code 1");
        await().until(() -> supervisor.snapshot(id).status() == ServerStatus.RUNNING);
        assertThat(supervisor.session(id).listTools(CALL).join()).hasSize(1);
        assertThat(supervisor.snapshot(id).restarts()).isEqualTo(1);
    }

    @Test
    void aServerThatNeverAnswersRunsAndTheReasonIsTold() {
        String id = legacy("mute");

        assertThat(supervisor.start(id).join().status()).isEqualTo(ServerStatus.RUNNING);
        await().until(() -> supervisor.snapshot(id).error().isPresent());
        assertThat(supervisor.snapshot(id).error().orElseThrow()).contains("does not speak MCP");
        assertThatThrownBy(() -> supervisor.session(id)).hasMessageContaining("does not speak MCP");
    }

    @Test
    void aServerThatClosesItsStdoutRunsAndTheReasonIsTold() {
        String id = legacy("deaf");

        assertThat(supervisor.start(id).join().status()).isEqualTo(ServerStatus.RUNNING);
        await().until(() -> supervisor.snapshot(id).error().isPresent());
        assertThat(supervisor.snapshot(id).error().orElseThrow()).contains("stdout");
        assertThat(supervisor.stop(id).join().status()).isEqualTo(ServerStatus.STOPPED);
    }

    @Test
    void aServerThatExitsAtOnceTellsItsLastWords() {
        String id = command("sh", "\"-c\", \"echo missing API key >&2; exit 3\"");

        ServerSnapshot snapshot = supervisor.start(id).join();

        assertThat(snapshot.status()).isNotEqualTo(ServerStatus.RUNNING);
        assertThat(snapshot.error().orElseThrow()).contains("code 3");
        await().untilAsserted(() -> assertThat(events.of(id, Long.MAX_VALUE, 100))
                .extracting(stored -> stored.event().stderr())
                .anySatisfy(lines -> assertThat(lines).contains("missing API key")));
    }

    @Test
    void anUnknownCommandIsNamedWithWhereItWasSought() {
        String id = command("no-such-mcp-server", "");

        ServerSnapshot snapshot = supervisor.start(id).join();

        assertThat(snapshot.status()).isEqualTo(ServerStatus.ERROR);
        assertThat(snapshot.error().orElseThrow()).contains("no-such-mcp-server", "was not found on the PATH (/");
    }

    private String legacy(String habit) {
        return create("python", "python3", "\"src/test/resources/servers/legacy.py\", \"%s\"".formatted(habit));
    }

    private String command(String command, String args) {
        return create("command", command, args);
    }

    private String create(String type, String command, String args) {
        return servers.create(Json.STRICT.readTree(
                        """
                        {"name": "hostile", "type": "%s", "command": "%s", "args": [%s],
                         "restart": {"backoff": "20ms"}, "config": {"startTimeout": "20s", "stopTimeout": "1s"}}
                        """.formatted(type, command, args).replace("20s", args.contains("mute") ? "300ms" : "20s")))
                .id();
    }
}
