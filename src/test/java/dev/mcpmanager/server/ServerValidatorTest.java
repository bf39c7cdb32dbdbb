package dev.mcpmanager.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.FieldError;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ServerValidatorTest {
    private static final Instant NOW = Instant.parse("2026-07-28T10:00:00Z");

    private static ServerDefinition create(String json) {
        return ServerValidator.create(Json.LENIENT.readTree(json), "ID", NOW);
    }

    private static Problem problemOf(String json) {
        return assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> create(json))
                .actual()
                .problem();
    }

    private static List<String> badFields(String json) {
        return ((Problem.Invalid) problemOf(json))
                .errors().stream().map(FieldError::field).toList();
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        assertThat(create("{'name':'a','type':'nodejs','command':'npx'}".replace('\'', '"')))
                .isEqualTo(new ServerDefinition(
                        "ID",
                        "a",
                        ServerType.NODEJS,
                        new Launch.LocalCommand("npx", List.of(), Optional.empty(), Map.of()),
                        Transport.STDIO,
                        Optional.empty(),
                        "/mcp",
                        Optional.empty(),
                        false,
                        RestartSettings.DEFAULT,
                        HealthSettings.DEFAULT,
                        ServerConfig.DEFAULT,
                        NOW,
                        NOW));
    }

    @Test
    void aRemoteServerSpeaksHttpByDefault() {
        assertThat(create("{\"name\":\"a\",\"type\":\"remote\",\"url\":\"https://example.com/mcp\"}")
                        .transport())
                .isEqualTo(Transport.HTTP);
    }

    @Test
    void nullIsAbsent() {
        assertThat(create("""
                {"name": "a", "type": "command", "command": "cat", "args": null, "restart": null, "port": null,
                 "url": null, "environment": {"A": null}}""")).isEqualTo(create("{\"name\":\"a\",\"type\":\"command\",\"command\":\"cat\"}"));
    }

    @Test
    void aTildeInTheWorkingDirectoryIsTheHomeDirectory() {
        var launch = (Launch.LocalCommand) create("""
                {"name": "a", "type": "command", "command": "cat", "workingDirectory": "~/x"}""").launch();
        assertThat(launch.workingDirectory()).contains(System.getProperty("user.home") + "/x");
    }

    @Test
    void everyBadFieldIsNamedAtOnce() {
        assertThat(badFields("""
                {"name": "Bad Name", "type": "java", "command": 5, "args": ["ok", 1, "a\\u0000b"], "workingDirectory": "x",
                 "environment": {"A=B": "x", "MCP_MANAGER_PORT": "1", "C": ["x"], "D": "a\\nb", "E": {"secret": true},
                                 "F": {"value": "x", "hidden": true}},
                 "port": 65536, "image": "-x", "url": "ftp://x", "transport": "pipe", "mcpPath": "mcp",
                 "healthEndpoint": "health", "autostart": "yes", "surprise": 1,
                 "restart": {"policy": "sometimes", "backoff": "0s", "maxFailures": 0, "jitter": 1},
                 "health": {"interval": "-1s", "timeout": 5, "failureThreshold": 101, "successThreshold": 1.5},
                 "config": {"startTimeout": "soon", "headers": {"Bad Header": "x"}, "other": 1}}
                """))
                .containsExactlyInAnyOrder(
                        "name",
                        "type",
                        "command",
                        "args[1]",
                        "args[2]",
                        "workingDirectory",
                        "environment.A=B",
                        "environment.MCP_MANAGER_PORT",
                        "environment.C",
                        "environment.D",
                        "environment.E.value",
                        "environment.F.hidden",
                        "port",
                        "image",
                        "url",
                        "transport",
                        "mcpPath",
                        "healthEndpoint",
                        "autostart",
                        "surprise",
                        "restart.policy",
                        "restart.backoff",
                        "restart.maxFailures",
                        "restart.jitter",
                        "health.interval",
                        "health.timeout",
                        "health.failureThreshold",
                        "health.successThreshold",
                        "config.startTimeout",
                        "config.headers.Bad Header",
                        "config.other");
    }

    static Stream<Arguments> oneBadField() {
        String local = "\"name\":\"a\",\"type\":\"command\",\"command\":\"cat\"";
        String remote = "\"name\":\"a\",\"type\":\"remote\",\"url\":\"http://h/mcp\"";
        String container = "\"name\":\"a\",\"type\":\"container\",\"image\":\"mcp/time\"";
        return Stream.of(
                Arguments.of("{\"type\":\"command\",\"command\":\"cat\"}", "name"),
                Arguments.of("{\"name\":\"\",\"type\":\"command\",\"command\":\"cat\"}", "name"),
                Arguments.of("{\"name\":\"-a\",\"type\":\"command\",\"command\":\"cat\"}", "name"),
                Arguments.of("{\"name\":\"a\\n\",\"type\":\"command\",\"command\":\"cat\"}", "name"),
                Arguments.of("{\"name\":\"" + "a".repeat(64) + "\",\"type\":\"command\",\"command\":\"cat\"}", "name"),
                Arguments.of("{\"name\":\"a\",\"command\":\"cat\"}", "type"),
                Arguments.of("{\"name\":\"a\",\"type\":\"python\"}", "command"),
                Arguments.of("{\"name\":\"a\",\"type\":\"command\",\"command\":\" \"}", "command"),
                Arguments.of("{\"name\":\"a\",\"type\":\"command\",\"command\":\"a\\rb\"}", "command"),
                Arguments.of("{\"name\":\"a\",\"type\":\"command\",\"command\":\"\\ud800\"}", "command"),
                Arguments.of("{\"name\":\"a\",\"type\":\"container\"}", "image"),
                Arguments.of("{\"name\":\"a\",\"type\":\"remote\"}", "url"),
                Arguments.of("{" + local + ",\"url\":\"http://h\"}", "url"),
                Arguments.of("{" + local + ",\"image\":\"x\"}", "image"),
                Arguments.of("{" + local + ",\"config\":{\"headers\":{\"A\":\"b\"}}}", "config.headers"),
                Arguments.of("{" + local + ",\"args\":\"x\"}", "args"),
                Arguments.of("{" + local + ",\"environment\":{\"\":\"x\"}}", "environment"),
                Arguments.of("{" + local + ",\"environment\":{\"A\\u0000\":\"x\"}}", "environment.A?"),
                Arguments.of("{" + local + ",\"environment\":{\"A\":\"\\u0000\"}}", "environment.A"),
                Arguments.of("{" + local + ",\"environment\":{\"A\":{\"secret\":false}}}", "environment.A.value"),
                Arguments.of("{" + local + ",\"environment\":[]}", "environment"),
                Arguments.of("{" + local + ",\"port\":0}", "port"),
                Arguments.of("{" + local + ",\"port\":\"80\"}", "port"),
                Arguments.of("{" + local + ",\"port\":80.5}", "port"),
                Arguments.of("{" + local + ",\"port\":4294967376}", "port"),
                Arguments.of("{" + local + ",\"healthEndpoint\":\"/health\"}", "healthEndpoint"),
                Arguments.of("{" + local + ",\"healthEndpoint\":\"http://u:p@h/\"}", "healthEndpoint"),
                Arguments.of("{" + local + ",\"mcpPath\":\"//evil/mcp\"}", "mcpPath"),
                Arguments.of("{" + local + ",\"restart\":[]}", "restart"),
                Arguments.of("{" + local + ",\"restart\":{\"maxBackoff\":\"500ms\"}}", "restart.maxBackoff"),
                Arguments.of("{" + local + ",\"health\":{\"timeout\":\"31s\"}}", "health.timeout"),
                Arguments.of("{" + local + ",\"health\":{\"interval\":\"0s\"}}", "health.interval"),
                Arguments.of("{" + local + ",\"config\":{\"stopTimeout\":\"2h\"}}", "config.stopTimeout"),
                Arguments.of("{" + local + ",\"config\":{\"sessions\":\"own\"}}", "config.sessions"),
                Arguments.of("{" + local + ",\"config\":{\"maxSessions\":0}}", "config.maxSessions"),
                Arguments.of("{" + local + ",\"config\":{\"offered\":\"no\"}}", "config.offered"),
                Arguments.of("{" + local + ",\"config\":{\"disabledTools\":\"all\"}}", "config.disabledTools"),
                Arguments.of("{" + local + ",\"config\":{\"disabledTools\":[1]}}", "config.disabledTools[0]"),
                Arguments.of(
                        "{" + local + ",\"transport\":\"http\",\"config\":{\"sessions\":\"dedicated\"}}",
                        "config.sessions"),
                Arguments.of("{" + remote + ",\"config\":{\"sessions\":\"dedicated\"}}", "config.sessions"),
                Arguments.of("{" + local + ",\"config\":{\"logs\":{\"maxAge\":\"1m\"}}}", "config.logs.maxAge"),
                Arguments.of("{" + local + ",\"config\":{\"logs\":{\"maxSize\":1}}}", "config.logs.maxSize"),
                Arguments.of("{" + local + ",\"config\":{\"logs\":{\"maxLines\":1}}}", "config.logs.maxLines"),
                Arguments.of("{" + remote + ",\"command\":\"cat\"}", "command"),
                Arguments.of("{" + remote + ",\"port\":80}", "port"),
                Arguments.of("{" + remote + ",\"transport\":\"stdio\"}", "transport"),
                Arguments.of("{" + remote + ",\"healthEndpoint\":\"/x\"}", "healthEndpoint"),
                Arguments.of("{" + remote + ",\"config\":{\"headers\":{\"A\":\"b\\r\\nC: d\"}}}", "config.headers.A"),
                Arguments.of("{\"name\":\"a\",\"type\":\"remote\",\"url\":\"/mcp\"}", "url"),
                Arguments.of("{\"name\":\"a\",\"type\":\"remote\",\"url\":\"http://u:p@h/\"}", "url"),
                Arguments.of("{\"name\":\"a\",\"type\":\"remote\",\"url\":\"http://a b/\"}", "url"),
                Arguments.of("{" + container + ",\"workingDirectory\":\"/x\"}", "workingDirectory"),
                Arguments.of(container("'memory': '1MiB'"), "config.container.memory"),
                Arguments.of(container("'memory': 1073741824"), "config.container.memory"),
                Arguments.of(container("'cpus': 0"), "config.container.cpus"),
                Arguments.of(container("'pidsLimit': 0"), "config.container.pidsLimit"),
                Arguments.of(container("'network': 'a b'"), "config.container.network"),
                Arguments.of(container("'user': '-x'"), "config.container.user"),
                Arguments.of(container("'workingDirectory': 'x'"), "config.container.workingDirectory"),
                Arguments.of(container("'capAdd': ['all']"), "config.container.capAdd[0]"),
                Arguments.of(container("'port': 0"), "config.container.port"),
                Arguments.of(container("'privileged': true"), "config.container.privileged"),
                Arguments.of(container("'mounts': {}"), "config.container.mounts"),
                Arguments.of(mount("'source': '/a'"), "config.container.mounts[0].target"),
                Arguments.of(mount("'source': 'a/b', 'target': '/x'"), "config.container.mounts[0].source"),
                Arguments.of(mount("'source': '/a', 'target': '/'"), "config.container.mounts[0].target"),
                Arguments.of(mount("'source': '/', 'target': '/x'"), "config.container.mounts[0].source"),
                Arguments.of(
                        mount("'source': '/tmp/../var/./run/', 'target': '/x'"), "config.container.mounts[0].source"),
                Arguments.of(
                        mount("'source': '/var/run/docker.sock', 'target': '/x'"), "config.container.mounts[0].source"),
                Arguments.of("{" + local + ",\"config\":{\"container\":{\"init\":true}}}", "config.container"),
                Arguments.of("[]", "(body)"));
    }

    private static String container(String settings) {
        return "{'name':'a','type':'container','image':'mcp/time','config':{'container':{%s}}}"
                .formatted(settings)
                .replace('\'', '"');
    }

    private static String mount(String fields) {
        return container("'mounts':[{" + fields + "}]");
    }

    @Test
    void containersAreConfinedUnlessLoosenedByName() {
        assertThat(create(container("'capAdd':[]")).config().container()).isEqualTo(ContainerSettings.DEFAULT);
        ContainerSettings loose = create(container(
                        "'memory': 'unlimited', 'pidsLimit': 'unlimited', 'capDrop': [], 'noNewPrivileges': false,"
                                + " 'init': false, 'mounts': [{'source': '/', 'target': '/host', 'trusted': true}]"))
                .config()
                .container();
        assertThat(loose.memory()).isEmpty();
        assertThat(loose.pidsLimit()).isEmpty();
        assertThat(loose.capDrop()).isEmpty();
        assertThat(loose.noNewPrivileges() || loose.init()).isFalse();
        assertThat(loose.mounts()).containsExactly(new Mount("/", "/host", true, true));
    }

    @Test
    void sessionsOfAStdioServerMayHaveAProcessEach() {
        ServerDefinition shared = create("{'name':'a','type':'command','command':'cat'}".replace('\'', '"'));
        assertThat(ServerJson.of(shared).at("/config/sessions").asString()).isEqualTo("shared");
        assertThat(ServerJson.of(shared).path("config").has("maxSessions")).isFalse();

        ServerDefinition dedicated = ServerValidator.change(
                shared, Json.LENIENT.readTree("{\"config\": {\"sessions\": \"dedicated\"}}"), NOW);
        assertThat(dedicated.config().sessions()).isEqualTo(SessionMode.DEDICATED);
        assertThat(ServerJson.of(dedicated).at("/config/maxSessions").asInt()).isEqualTo(20);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() ->
                        ServerValidator.change(dedicated, Json.LENIENT.readTree("{\"transport\": \"http\"}"), NOW))
                .satisfies(refused -> assertThat(((Problem.Invalid) refused.problem()).errors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.message()).contains("transport http")));
        ServerDefinition back = ServerValidator.change(
                dedicated, Json.LENIENT.readTree("{\"transport\": \"http\", \"config\": {\"sessions\": null}}"), NOW);
        assertThat(back.config()).isEqualTo(ServerConfig.DEFAULT);
        assertThat(ServerJson.of(back).path("config").has("sessions")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("oneBadField")
    void aBadFieldIsNamedAndNoOther(String json, String field) {
        assertThat(badFields(json)).containsExactly(field);
    }

    @Test
    void theNumberAndSizeOfArgumentsAndVariablesAreBounded() {
        String many = "\"x\",".repeat(1000);
        assertThat(badFields("{\"name\":\"a\",\"type\":\"command\",\"command\":\"cat\",\"args\":[" + many + "\"x\"]}"))
                .containsExactly("args");
        String longest = "x".repeat(InputObject.MAX_TEXT);
        create("{\"name\":\"a\",\"type\":\"command\",\"command\":\"cat\",\"args\":[\"" + longest + "\"]}");
        assertThat(badFields(
                        "{\"name\":\"a\",\"type\":\"command\",\"command\":\"cat\",\"args\":[\"" + longest + "x\"]}"))
                .containsExactly("args[0]");
        var variables = new StringBuilder("\"A\":\"\"");
        for (int i = 0; i < 1000; i++) {
            variables.append(",\"A").append(i).append("\":\"\"");
        }
        assertThat(badFields("{\"name\":\"a\",\"type\":\"command\",\"command\":\"cat\",\"environment\":{" + variables
                        + "}}"))
                .containsExactly("environment");
    }

    @Test
    void theWholeIsBounded() {
        String args = ("\"" + "x".repeat(100_000) + "\",").repeat(11);
        assertThat(problemOf("{\"name\":\"a\",\"type\":\"command\",\"command\":\"cat\",\"args\":[" + args + "\"x\"]}"))
                .isInstanceOf(Problem.TooLarge.class);
    }

    @Test
    void aShortIntervalShortensTheDefaultTimeout() {
        assertThat(create("""
                {"name": "a", "type": "command", "command": "cat", "health": {"interval": "200ms"}}""").health().timeout()).isEqualTo(Duration.ofMillis(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
            {"name": "l", "type": "nodejs", "command": "npx", "args": ["-y", "x"], "workingDirectory": "/tmp",
             "environment": {"ZED": "1", "API_KEY": "k", "A": {"value": "s", "secret": true},
                             "KEYBOARD": {"value": "de", "secret": false}},
             "transport": "http", "port": 1, "mcpPath": "/x", "healthEndpoint": "/h", "autostart": true,
             "restart": {"policy": "never", "backoff": "1500ms", "maxBackoff": "90s", "stableAfter": "1h",
                         "maxFailures": 3, "failureWindow": "1m"},
             "health": {"interval": "1m", "timeout": "1s", "failureThreshold": 2, "successThreshold": 2},
             "config": {"startTimeout": "10s", "stopTimeout": "3s",
                        "logs": {"maxAge": "7d", "maxSize": "512MiB"}}}""", """
            {"name": "c", "type": "container", "image": "ghcr.io/a/b:1@sha256:ab", "command": "x",
             "environment": {"TOKEN": "k"}, "healthEndpoint": "http://localhost:1/h",
             "config": {"container": {
                 "mounts": [{"source": "/a", "target": "/b"}, {"source": "v", "target": "/c", "readOnly": false}],
                 "network": "none", "user": "1:1", "workingDirectory": "/w", "memory": "unlimited", "cpus": 0.5,
                 "pidsLimit": 9, "readOnly": true, "capAdd": ["NET_RAW"], "capDrop": [], "noNewPrivileges": false,
                 "init": false, "port": 8080}}}""", """
            {"name": "d", "type": "python", "command": "uvx", "config": {"sessions": "dedicated", "maxSessions": 7}}""", """
            {"name": "s", "type": "command", "command": "cat", "config": {"sessions": "shared", "maxSessions": 7}}""", """
            {"name": "o", "type": "command", "command": "cat", "config": {"offered": false, "disabledTools": ["b", "a"],
                "wireTrace": true}}""", """
            {"name": "r", "type": "remote", "url": "https://example.com/mcp",
             "config": {"headers": {"Authorization": "Bearer k", "X-A": "b"}}}"""})
    void sendingBackWhatWasReadChangesNothing(String json) {
        ServerDefinition server = create(json);
        JsonNode read = ServerJson.of(server);
        assertThat(read.toString()).doesNotContain("\"k\"").doesNotContain("Bearer k");
        assertThat(ServerValidator.change(server, read, NOW)).isEqualTo(server);
        assertThat(ServerValidator.change(server, Json.STRICT.createObjectNode(), NOW))
                .isEqualTo(server);
    }

    @Test
    void sendingBackWhatWasReadChangesNothingWhateverTheDefinition() {
        var definitions = new RandomDefinitions(42);
        for (int i = 0; i < 500; i++) {
            ServerDefinition server = ServerValidator.create(definitions.next(), "ID", NOW);
            assertThat(ServerValidator.change(server, ServerJson.of(server), NOW))
                    .isEqualTo(server);
            assertThat(ServerJson.of(server).toString()).doesNotContain(RandomDefinitions.SECRET);
            assertThat(server.toString()).doesNotContain(RandomDefinitions.SECRET);
        }
    }
}
