package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.RealServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Servers as users have them: killed, frozen and slowed, each shows the right state with the right reason. */
@Timeout(120)
class RealServerHealthIT {
    private static final String EVERYTHING = RealServer.installed("node_modules", ".bin", "mcp-server-everything")
            .toString();
    private static final String TIME =
            RealServer.installed("python", "bin", "mcp-server-time").toString();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private TestManager manager;

    @BeforeEach
    void start() {
        manager = new TestManager(directory);
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    /** How a server is started. */
    record Kind(String name, List<String> command, boolean http) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("everything over stdio", List.of(EVERYTHING, "stdio"), false),
                new Kind("everything over http", List.of(EVERYTHING, "streamableHttp"), true),
                new Kind("python over stdio", List.of(TIME), false));
    }

    private void start(List<String> command, boolean http) throws Exception {
        var definition = Json.STRICT.createObjectNode();
        definition
                .put("name", "real")
                .put("type", "command")
                .put("command", command.getFirst())
                .putObject("health")
                .put("interval", "500ms")
                .put("timeout", "500ms")
                .put("failureThreshold", 2);
        command.stream().skip(1).forEach(definition.putArray("args")::add);
        if (http) {
            int port = freePort();
            definition.put("transport", "http").put("port", port);
            definition.putObject("environment").put("PORT", Integer.toString(port));
        }
        manager.create(definition.toString());
        assertThat(manager.post("/api/servers/real/start", "").status()).isEqualTo(200);
        awaitHealth("healthy");
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitHealth(String status) {
        await().atMost(PATIENCE)
                .until(() ->
                        manager.status("real").path("healthStatus").asString().equals(status));
    }

    private long pid() throws Exception {
        return manager.status("real").path("details").path("pid").asLong();
    }

    private static void signal(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private JsonNode firstIncident() throws Exception {
        await().atMost(PATIENCE)
                .until(() -> !manager.get("/api/servers/real/health/incidents")
                        .data()
                        .isEmpty());
        JsonNode incidents = manager.get("/api/servers/real/health/incidents").data();
        return incidents.get(incidents.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aKilledServerIsUnhealthyAtOnceAndHealthyOnceItsReplacementAnswers(Kind kind) throws Exception {
        start(kind.command(), kind.http());
        long pid = pid();
        signal("KILL", pid);

        assertThat(firstIncident().path("reason").asString()).isEqualTo("ended with signal 9 (SIGKILL)");
        await().atMost(PATIENCE).until(() -> pid() > 0 && pid() != pid);
        awaitHealth("healthy");
        assertThat(firstIncident().path("to").isNull()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aFrozenServerIsUnhealthyUntilItGoesOn(Kind kind) throws Exception {
        start(kind.command(), kind.http());
        long pid = pid();
        signal("STOP", pid);
        awaitHealth("unhealthy");
        assertThat(manager.status("real").path("healthReason").asString())
                .containsAnyOf("did not answer", "no answer from", "process " + pid + " of it is suspended");
        assertThat(manager.status("real").path("status").asString()).isEqualTo("running");

        signal("CONT", pid);
        awaitHealth("healthy");
        assertThat(pid()).isEqualTo(pid);
    }

    @Test
    void aSlowServerIsHealthyAndShownAsSlowUntilItTakesLongerThanItMay() throws Exception {
        Path delay = Files.writeString(directory.resolve("delay"), "0");
        String slow = Path.of(Objects.requireNonNull(getClass().getResource("/slow-pipe.js"))
                        .toURI())
                .toString();
        start(List.of("node", slow, delay.toString(), EVERYTHING, "stdio"), false);

        Files.writeString(delay, "200");
        await().atMost(PATIENCE)
                .until(() -> manager.status("real")
                                .path("lastCheck")
                                .path("responseTime")
                                .asDouble()
                        >= 200);
        assertThat(manager.status("real").path("healthStatus").asString()).isEqualTo("healthy");

        Files.writeString(delay, "60000");
        awaitHealth("unhealthy");
        assertThat(manager.status("real").path("healthReason").asString()).contains("did not answer", "within 500 ms");
    }
}
