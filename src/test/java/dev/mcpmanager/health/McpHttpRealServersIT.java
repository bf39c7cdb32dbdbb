package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.HttpPing;
import dev.mcpmanager.mcp.HttpTarget;
import dev.mcpmanager.mcp.testing.RealHttpServer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class McpHttpRealServersIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration START = Duration.ofSeconds(60);

    private final HttpClient client = HttpProbe.client();

    @AfterEach
    void close() {
        client.shutdownNow();
    }

    private McpHttpProbe probe(RealHttpServer server) {
        return new McpHttpProbe(new HttpPing(
                client, new HttpTarget(server.endpoint(), Map.of()), new ClientInfo("mcp-manager", "0.1.0")));
    }

    private static void awaitHealthy(McpHttpProbe probe) {
        await().atMost(START).until(() -> probe.check(LONG).healthy());
    }

    private static void isHealthy(McpHttpProbe probe) throws InterruptedException {
        Finding finding = probe.check(LONG);
        assertThat(finding.error()).isEmpty();
        assertThat(finding.responseTime()).isPresent();
    }

    /** Healthy, then frozen, then healthy, then killed: each with its reason. */
    private void lives(RealHttpServer server) throws Exception {
        String origin = "http://127.0.0.1:" + server.port();
        try (McpHttpProbe probe = probe(server)) {
            awaitHealthy(probe);
            isHealthy(probe);
            server.signal("STOP");
            assertThat(probe.check(SHORT).error()).contains("no answer in MCP from " + origin + " within 300 ms");
            assertThat(probe(server).check(SHORT).error())
                    .contains("no answer in MCP from " + origin + " within 300 ms");
            server.signal("CONT");
            isHealthy(probe);
            server.kill();
            assertThat(probe.check(LONG).error())
                    .contains("connection refused: nothing listens at " + origin + "; check address and port");
        }
    }

    @Test
    void everythingWithSessions() throws Exception {
        try (var server = RealHttpServer.everything()) {
            lives(server);
        }
    }

    @Test
    void aModernServer() throws Exception {
        try (var server = RealHttpServer.modern()) {
            lives(server);
        }
    }

    @Test
    void aPythonServer() throws Exception {
        try (var server = RealHttpServer.python()) {
            lives(server);
        }
    }

    @Test
    void aServerThatWasRestartedBehindTheSessionIsHealthyAgain() throws Exception {
        try (var first = RealHttpServer.everything();
                McpHttpProbe probe = probe(first)) {
            awaitHealthy(probe);
            first.kill();
            try (var second = RealHttpServer.everything(first.port())) {
                awaitHealthy(probe);
                isHealthy(probe);
                assertThat(second.port()).isEqualTo(first.port());
            }
        }
    }

    @Test
    void anotherPathIsNoMcp() throws Exception {
        try (var server = RealHttpServer.everything()) {
            awaitHealthy(probe(server));
            var elsewhere = new McpHttpProbe(new HttpPing(
                    client,
                    new HttpTarget(server.endpoint().resolve("/"), Map.of()),
                    new ClientInfo("mcp-manager", "0.1.0")));
            assertThat(elsewhere.check(LONG).error())
                    .hasValueSatisfying(error -> assertThat(error)
                            .contains("speaks no MCP that the manager knows", "status 404", "check mcpPath"));
        }
    }
}
