package dev.mcpmanager.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.event.Event;
import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.storage.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ServersIT {
    private static final String SECRET = "s3cr3t-value-that-must-not-show";
    private static final Instant NOW = Instant.parse("2026-07-28T10:00:00.123456Z");

    @TempDir
    private Path directory;

    private final EventBus events = new EventBus();
    private final BlockingQueue<Event> published = new LinkedBlockingQueue<>();
    private Database database;
    private Servers servers;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("mcp-manager.db"), InstantSource.fixed(NOW));
        var secrets = Secrets.open(directory.resolve("secret.key"));
        servers = new Servers(database, secrets, events, InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void reopen() {
        close();
        open();
    }

    private static JsonNode json(String text) {
        return Json.STRICT.readTree(text);
    }

    private ServerDefinition createWithSecret() {
        return servers.create(json("""
                {"name": "time", "type": "python", "command": "uvx", "args": ["mcp-server-time"],
                 "environment": {"API_TOKEN": "%s", "ZONE": "UTC", "KEYBOARD": {"value": "de", "secret": false}}}
                """.formatted(SECRET)));
    }

    @Test
    void aServerIsTheSameAfterARestart() {
        List<ServerDefinition> created =
                List.of(servers.create(json("""
                        {"name": "c", "type": "container", "image": "mcp/time", "args": ["--zone", "UTC"], "port": 8080,
                         "healthEndpoint": "/health", "environment": {"A_KEY": "a", "B": "b"}, "transport": "http"}
                        """)), servers.create(json("""
                        {"name": "l", "type": "nodejs", "command": "npx", "args": ["-y", "x"], "autostart": true,
                         "workingDirectory": "/tmp", "mcpPath": "/x", "restart": {"policy": "always", "backoff": "2s"},
                         "health": {"interval": "1m", "failureThreshold": 5}, "config": {"stopTimeout": "500ms"}}
                        """)), servers.create(json("""
                        {"name": "r", "type": "remote", "url": "https://example.com/mcp?x=1",
                         "config": {"headers": {"Authorization": "Bearer abc", "X-Plain": "p"}}}
                        """)));
        reopen();
        assertThat(servers.list()).isEqualTo(created);
    }

    @Test
    void anyServersAreTheSameAfterARestart() throws IOException {
        var definitions = new RandomDefinitions(43);
        for (int i = 0; i < 100; i++) {
            servers.create(definitions.next());
        }
        List<ServerDefinition> created = servers.list();
        reopen();
        assertThat(servers.list()).hasSize(100).isEqualTo(created);
        assertThat(bytesOfAllFiles()).doesNotContain(RandomDefinitions.SECRET);
    }

    @Test
    void isFoundByIdAndByName() {
        ServerDefinition server = createWithSecret();
        assertThat(servers.get(server.id())).isSameAs(servers.get("time")).isEqualTo(server);
        assertThat(servers.find("other")).isEmpty();
        assertThatThrownBy(() -> servers.get("other"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(Problem.NotFound.class));
    }

    @Test
    void aTakenNameIsAConflictAndChangesNothing() {
        ServerDefinition time = createWithSecret();
        ServerDefinition other = servers.create(json("""
                {"name": "other", "type": "command", "command": "cat"}"""));
        assertThatThrownBy(() -> createWithSecret()).hasMessageContaining("\"time\" is taken");
        assertThatThrownBy(() -> servers.patch(other.id(), json("{\"name\": \"time\"}")))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(Problem.Conflict.class));
        reopen();
        assertThat(servers.list()).containsExactly(other, time);
    }

    @Test
    void aRenamedServerIsFoundByItsNewNameOnly() {
        ServerDefinition server = createWithSecret();
        servers.patch("time", json("{\"name\": \"clock\"}"));
        assertThat(servers.find("time")).isEmpty();
        assertThat(servers.get("clock").id()).isEqualTo(server.id());
        reopen();
        assertThat(servers.find("time")).isEmpty();
        assertThat(variable(servers.get("clock"), "API_TOKEN").value()).isEqualTo(SECRET);
    }

    @Test
    void aDeletedServerIsGone() {
        createWithSecret();
        servers.delete("time");
        assertThat(servers.list()).isEmpty();
        assertThatThrownBy(() -> servers.delete("time")).hasMessageContaining("no server \"time\"");
        reopen();
        assertThat(servers.list()).isEmpty();
    }

    @Test
    void eachChangeIsPublishedOnceItIsStored() throws InterruptedException {
        try (var _ = events.subscribe(Event.class, 10, published::add)) {
            ServerDefinition created = createWithSecret();
            ServerDefinition changed = servers.patch("time", json("{\"autostart\": true}"));
            servers.patch("time", json("{\"autostart\": true}"));
            servers.delete("time");
            assertThat(published.take()).isEqualTo(new ServerCreated(created));
            assertThat(published.take()).isEqualTo(new ServerChanged(created, changed));
            assertThat(published.take()).isEqualTo(new ServerDeleted(changed, changed.updatedAt()));
        }
    }

    @Test
    void whatWasReadCanBeSentBackAndLosesNothing() {
        ServerDefinition server = createWithSecret();
        assertThat(servers.patch("time", ServerJson.of(server))).isSameAs(server);
    }

    @Test
    void aSecretIsNeitherInTheFilesNorInJsonNorInText() throws IOException {
        ServerDefinition server = createWithSecret();
        assertThat(server.toString()).doesNotContain(SECRET);
        assertThat(new ServerCreated(server).toString()).doesNotContain(SECRET);
        assertThat(ServerJson.of(server).toString()).doesNotContain(SECRET).contains("\"API_TOKEN\":{\"secret\":true}");
        assertThat(bytesOfAllFiles()).doesNotContain(SECRET).contains("ZONE");
        database.close();
        assertThat(bytesOfAllFiles()).doesNotContain(SECRET).contains("ZONE");
    }

    @Test
    void aLostKeyMakesOnlyItsSecretsUnusable() throws IOException {
        createWithSecret();
        servers.create(json("""
                {"name": "plain", "type": "command", "command": "cat", "environment": {"A": "b"}}"""));
        Path key = directory.resolve("secret.key");
        byte[] lost = Files.readAllBytes(key);
        Files.delete(key);
        reopen();
        EnvironmentValue value = variable(servers.get("time"), "API_TOKEN");
        assertThatThrownBy(value::value)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("API_TOKEN")
                .hasMessageContaining("restore the key file")
                .hasMessageContaining(key.toString());
        assertThat(variable(servers.get("plain"), "A").value()).isEqualTo("b");

        // an unrelated change keeps the encrypted value, so that it works again with the right key
        servers.patch("time", json("{\"autostart\": true}"));
        servers.create(json("""
                {"name": "new", "type": "command", "command": "cat", "environment": {"NEW_TOKEN": "n"}}"""));
        Files.write(key, lost);
        reopen();
        assertThat(variable(servers.get("time"), "API_TOKEN").value()).isEqualTo(SECRET);
    }

    @Test
    void anEncryptedValueDoesNotWorkInAnotherPlace() {
        ServerDefinition server = createWithSecret();
        database.write(handle -> handle.execute(
                "update servers set environment = replace(environment, 'API_TOKEN', 'MY_TOKEN') where id = ?",
                server.id()));
        reopen();
        assertThatThrownBy(() -> variable(servers.get("time"), "MY_TOKEN").value())
                .hasMessageContaining("MY_TOKEN cannot be used");
    }

    @Test
    void columnsOfTheCurrentRunAreNotTouched() {
        ServerDefinition server = createWithSecret();
        database.write(handle -> handle.execute(
                "update servers set status = 'running', desired = 'running', run = 7, process_id = 42 where id = ?",
                server.id()));
        servers.patch("time", json("{\"args\": []}"));
        assertThat(database.<Map<String, Object>>read(
                        handle -> handle.createQuery("select status, desired, run, process_id from servers")
                                .mapToMap()
                                .one()))
                .isEqualTo(Map.of("status", "running", "desired", "running", "run", 7, "process_id", 42));
    }

    private static EnvironmentValue variable(ServerDefinition server, String name) {
        return Objects.requireNonNull(
                ((Launch.LocalCommand) server.launch()).environment().get(name));
    }

    private String bytesOfAllFiles() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
