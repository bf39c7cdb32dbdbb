package dev.mcpmanager.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.storage.Database;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Import from, and export to, the configuration files of clients. */
class ClientConfigIT {
    private static final String DOCKER = ", \"command\": \"docker\", \"args\": [\"run\", \"-e\", \"A\", \"mcp/git\"]";

    @TempDir
    private Path directory;

    private Database database;
    private Servers servers;
    private ClientConfigImport imports;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("mcp-manager.db"), InstantSource.system());
        servers = new Servers(
                database, Secrets.open(directory.resolve("secret.key")), new EventBus(), InstantSource.system());
        imports = new ClientConfigImport(servers);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private ImportedServer one(String entry) {
        List<ImportedServer> report = imports.run("{\"mcpServers\": {\"a\": " + entry + "}}");
        assertThat(report).hasSize(1);
        return report.getFirst();
    }

    private Launch launch(String name) {
        return servers.get(name).launch();
    }

    private static Launch local(String command, String... args) {
        return new Launch.LocalCommand(command, List.of(args), Optional.empty(), Map.of());
    }

    @Test
    void claudeDesktopsFile() {
        List<ImportedServer> report = imports.run("""
                \uFEFF{
                  // what Claude Desktop writes on each system
                  "globalShortcut": "",
                  "mcpServers": {
                    "everything": {"command": "npx", "args": ["-y", "@modelcontextprotocol/server-everything"],},
                    "time": {"command": "uvx", "args": ["mcp-server-time"], "env": {"TZ": "UTC", "MY_TOKEN": "t"}},
                    "windows": {"command": "cmd", "args": ["/c", "npx", "-y", "x"]},
                    "other": {"command": "/opt/bin/server", "args": []}, /* the last */
                  },
                }
                """);
        assertThat(report).extracting(ImportedServer::outcome).containsOnly(ImportOutcome.CREATED);
        assertThat(report).extracting(ImportedServer::messages).containsOnly(List.of());
        assertThat(report).extracting(ImportedServer::name).containsExactly("everything", "time", "windows", "other");
        assertThat(servers.list()).allMatch(ServerDefinition::autostart);
        assertThat(servers.get("everything").type()).isEqualTo(ServerType.NODEJS);
        assertThat(launch("everything")).isEqualTo(local("npx", "-y", "@modelcontextprotocol/server-everything"));
        assertThat(servers.get("time").type()).isEqualTo(ServerType.PYTHON);
        assertThat(launch("time"))
                .isEqualTo(new Launch.LocalCommand(
                        "uvx",
                        List.of("mcp-server-time"),
                        Optional.empty(),
                        Map.of("TZ", new EnvironmentValue("UTC", false), "MY_TOKEN", new EnvironmentValue("t", true))));
        assertThat(launch("windows")).isEqualTo(local("npx", "-y", "x"));
        assertThat(servers.get("other").type()).isEqualTo(ServerType.COMMAND);
    }

    @Test
    void cursorsFile() {
        List<ImportedServer> report = imports.run("""
                {"mcpServers": {
                  "remote": {"url": "https://example.com/mcp", "headers": {"Authorization": "Bearer t"}},
                  "windsurf": {"serverUrl": "https://example.com/w"},
                  "gemini": {"httpUrl": "https://example.com/g"},
                  "off": {"command": "node", "args": ["x.js"], "cwd": "/srv", "disabled": true, "autoApprove": ["y"],
                          "disabledTools": ["z"]}
                }}
                """);
        assertThat(report).extracting(ImportedServer::outcome).containsOnly(ImportOutcome.CREATED);
        assertThat(launch("remote"))
                .isEqualTo(new Launch.RemoteUrl(
                        URI.create("https://example.com/mcp"),
                        Map.of("Authorization", new EnvironmentValue("Bearer t", true))));
        assertThat(launch("windsurf")).isEqualTo(new Launch.RemoteUrl(URI.create("https://example.com/w"), Map.of()));
        assertThat(launch("gemini")).isEqualTo(new Launch.RemoteUrl(URI.create("https://example.com/g"), Map.of()));
        assertThat(servers.get("off").autostart()).isFalse();
        assertThat(servers.get("off").config().disabledTools()).containsExactly("z");
        assertThat(((Launch.LocalCommand) launch("off")).workingDirectory()).contains("/srv");
        assertThat(report.getLast().messages()).containsExactly("autoApprove is not taken over");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "{\"editor.fontSize\": 12, \"mcp\": %s}"})
    void vsCodesFiles(String file) {
        List<ImportedServer> report = imports.run(file.formatted("""
                {"inputs": [{"type": "promptString", "id": "key", "password": true}],
                 "servers": {
                   "http": {"type": "http", "url": "https://example.com/mcp"},
                   "asks": {"type": "stdio", "command": "npx", "args": ["x", "${workspaceFolder}"],
                            "env": {"API_KEY": "${input:key}", "PORT": 3000, "NONE": null}}
                 }}
                """));
        assertThat(servers.get("http").type()).isEqualTo(ServerType.REMOTE);
        assertThat(report.getLast().messages())
                .containsExactlyInAnyOrder(
                        "args[1] has a ${…} that is not filled in: set its value, then start the server",
                        "env.API_KEY has a ${…} that is not filled in: set its value, then start the server",
                        "env.NONE is null and is not taken over");
        assertThat(servers.get("asks").autostart()).isFalse();
        assertThat(Launch.environmentOf(Optional.of(launch("asks"))).get("PORT"))
                .isEqualTo(new EnvironmentValue("3000", false));
    }

    @Test
    void dockerRunIsAContainer() {
        ImportedServer result = one("""
                {"command": "docker", "args": ["run", "-i", "--rm", "-e", "TOKEN", "-e", "A=1", "-e", "GONE",
                                               "-v", "/a:/b", "--gpus", "all", "mcp/git", "--x"],
                 "env": {"TOKEN": "t", "DOCKER_HOST": "d"}}""");
        assertThat(launch("a"))
                .isEqualTo(new Launch.ContainerImage(
                        "mcp/git",
                        Optional.empty(),
                        List.of("--x"),
                        Map.of("TOKEN", new EnvironmentValue("t", true), "A", new EnvironmentValue("1", false))));
        assertThat(servers.get("a").config().container().mounts()).containsExactly(new Mount("/a", "/b", false, false));
        assertThat(result.messages())
                .containsExactlyInAnyOrder(
                        "docker option --gpus is not taken over",
                        "docker option -e GONE takes its value from docker's environment: set it in environment",
                        "env.DOCKER_HOST is for docker itself and is not taken over");
    }

    @Test
    void theSameFileAgainChangesNothing() {
        String file = """
                {"mcpServers": {"My Server!": {"command": "npx", "env": {"MY_KEY": "k"}}, "b": {"url": "http://h/mcp"}}}""";
        List<ImportedServer> first = imports.run(file);
        List<ServerDefinition> before = servers.list();
        List<ImportedServer> second = imports.run(file);
        assertThat(first).extracting(ImportedServer::outcome).containsOnly(ImportOutcome.CREATED);
        assertThat(first.getFirst().name()).isEqualTo("my-server");
        assertThat(first.getFirst().messages()).containsExactly("named \"My Server!\" in the file");
        assertThat(second).extracting(ImportedServer::outcome).containsOnly(ImportOutcome.UNCHANGED);
        assertThat(second)
                .extracting(ImportedServer::serverId)
                .isEqualTo(first.stream().map(ImportedServer::serverId).toList());
        assertThat(servers.list()).isEqualTo(before);
    }

    @Test
    void aChangedEntryUpdatesWhatItSpeaksOfAndNothingElse() {
        one("{\"command\": \"npx\", \"args\": [\"x\"], \"env\": {\"A\": \"1\"}}");
        ServerDefinition tuned = servers.patch("a", Json.STRICT.readTree("""
                {"autostart": false, "restart": {"policy": "always"}, "transport": "http", "port": 9000}"""));
        assertThat(one("{\"command\": \"npx\", \"args\": [\"x\"], \"env\": {\"A\": \"1\"}}")
                        .outcome())
                .isEqualTo(ImportOutcome.UNCHANGED);
        ImportedServer updated = one("{\"command\": \"npx\", \"args\": [\"y\"]}");
        assertThat(updated.outcome()).isEqualTo(ImportOutcome.UPDATED);
        ServerDefinition after = servers.get("a");
        assertThat(updated.serverId()).contains(tuned.id());
        assertThat(after.launch()).isEqualTo(local("npx", "y"));
        assertThat(after.restart()).isEqualTo(tuned.restart());
        assertThat(after.port()).contains(9000);
        assertThat(after.autostart()).isFalse();
    }

    @Test
    void anEntryOfAnotherKindReplacesTheLaunch() {
        one("{\"command\": \"npx\", \"env\": {\"A\": \"1\"}}");
        servers.patch(
                "a", Json.STRICT.readTree("{\"transport\": \"http\", \"port\": 9000, \"healthEndpoint\": \"/h\"}"));
        assertThat(one("{\"url\": \"http://h/mcp\", \"headers\": {\"X-A\": \"b\"}}")
                        .outcome())
                .isEqualTo(ImportOutcome.UPDATED);
        assertThat(one("{\"command\": \"npx\"}").outcome()).isEqualTo(ImportOutcome.UPDATED);
        assertThat(launch("a")).isEqualTo(local("npx"));
    }

    @Test
    void whatTheUserFilledInForAPlaceholderStays() {
        String entry = """
                {"command": "npx", "args": ["${input:dir}"], "env": {"API_KEY": "${input:key}", "ZONE": "${env:TZ}"}}""";
        one(entry);
        ServerDefinition filled = servers.patch("a", Json.STRICT.readTree("""
                {"args": ["/srv"], "environment": {"API_KEY": "real", "ZONE": "UTC"}, "autostart": true}"""));
        ImportedServer again = one(entry);
        assertThat(again.outcome()).isEqualTo(ImportOutcome.UNCHANGED);
        assertThat(again.messages()).isEmpty();
        assertThat(servers.get("a")).isEqualTo(filled);
    }

    @Test
    void aBadEntryIsRejectedWithEveryReasonAndBlocksNoOther() {
        List<ImportedServer> report = imports.run("""
                {"mcpServers": {
                  "bad": {"command": "npx", "args": [1, "a\\nb"], "env": {"A=B": "x"}, "cwd": "relative"},
                  "none": {},
                  "text": "npx",
                  "***": {"command": "npx"},
                  "Good One": {"command": "npx"},
                  "good-one": {"command": "node"},
                  "url": {"url": "ftp://x"}
                }}
                """);
        assertThat(report)
                .extracting(result -> result.name() + " " + result.outcome().text())
                .containsExactly(
                        "bad rejected",
                        "none rejected",
                        "text rejected",
                        "*** rejected",
                        "good-one created",
                        "good-one rejected",
                        "url rejected");
        assertThat(report.getFirst().messages())
                .extracting(message -> message.substring(0, message.indexOf(' ')))
                .containsExactlyInAnyOrder("args[0]", "args[1]", "environment.A=B", "workingDirectory");
        assertThat(report.get(5).messages())
                .containsExactly("its name becomes good-one, as that of \"Good One\" in this file");
        assertThat(servers.list()).extracting(ServerDefinition::name).containsExactly("good-one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "command",
                "args",
                "env",
                "cwd",
                "type",
                "transport",
                "url",
                "serverUrl",
                "headers",
                "disabled",
                "other"
            })
    void anEntryOfAnyShapeIsReportedAndNeverThrown(String field) {
        for (String rest : List.of("", ", \"command\": \"npx\"", ", \"url\": \"http://h\"", DOCKER)) {
            for (String value : List.of("1", "true", "null", "\"x\"", "[]", "[[]]", "{}", "{\"a\": {}}", "[\"run\"]")) {
                assertThat(one("{\"" + field + "\": " + value + rest + "}").outcome())
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "", "null", "{\"mcpServers\": []}", "{\"servers\": 1}"})
    void aFileWithoutServersIsToldWhatIsMissing(String text) {
        assertThatThrownBy(() -> imports.run(text))
                .hasMessageContaining("mcpServers")
                .hasMessageContaining("mcp.servers");
    }

    @Test
    void aFileThatIsNotJsonIsNotQuoted() {
        assertThatThrownBy(() -> imports.run("{\"mcpServers\": {\n\"a\": {\"env\": {\"TOKEN\": s3cr3t}}}}"))
                .hasMessageContaining("is not JSON at line 2")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void aFileThatIsNestedTooDeeplyIsRefused() {
        assertThatThrownBy(() -> imports.run("[".repeat(10_000))).hasMessageContaining("nested more than 500 levels");
    }

    @ParameterizedTest
    @EnumSource(ConfigClient.class)
    void importingAnExportChangesNothing(ConfigClient client) {
        for (String json : List.of("""
                {"name": "node", "type": "nodejs", "command": "npx", "args": ["-y", "x y"], "workingDirectory": "/srv",
                 "environment": {"A": "1", "MY_KEY": "k"}, "autostart": true}""", """
                {"name": "own", "type": "python", "command": "my-server"}""", """
                {"name": "box", "type": "container", "image": "mcp/git", "command": "sh", "args": ["-c", "x"],
                 "environment": {"A": "1", "MY_TOKEN": "t"},
                 "config": {"container": {"mounts": [{"source": "/a", "target": "/b"}], "network": "none", "user": "1:1",
                            "workingDirectory": "/w", "memory": "96MiB", "cpus": 0.5, "pidsLimit": "unlimited",
                            "readOnly": true, "capAdd": ["CHOWN"], "capDrop": [], "init": false, "port": 1}}}""", """
                {"name": "far", "type": "remote", "url": "https://example.com/mcp",
                 "config": {"headers": {"Authorization": "Bearer t", "X-A": "b"}}}""")) {
            servers.create(Json.STRICT.readTree(json));
        }
        List<ServerDefinition> before = servers.list();
        String export = ClientConfigExport.of(client, before).toString();
        assertThat(export).doesNotContain("Bearer t", "\"k\"", "\"t\"").contains("\"MY_KEY\":\"${MY_KEY}\"");
        assertThat(imports.run(export))
                .extracting(ImportedServer::outcome)
                .containsOnly(ImportOutcome.UNCHANGED)
                .hasSize(4);
        assertThat(servers.list()).isEqualTo(before);
    }

    @Test
    void anExportToAFreshManagerAsksForTheSecrets() {
        one("{\"command\": \"npx\", \"env\": {\"MY_KEY\": \"k\"}}");
        String export = Objects.requireNonNull(
                ClientConfigExport.of(ConfigClient.CLAUDE, servers.list()).toString());
        servers.delete("a");
        assertThat(imports.run(export).getFirst().messages())
                .containsExactly("env.MY_KEY has a ${…} that is not filled in: set its value, then start the server");
        assertThat(servers.get("a").autostart()).isFalse();
    }
}
