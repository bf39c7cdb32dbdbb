package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads. */
@Timeout(60)
class MetricsIT {
    @TempDir
    private Path directory;

    private HostileServer server;

    @BeforeEach
    void start() throws Exception {
        server = new HostileServer(directory);
        server.manager().create("{\"name\":\"idle\",\"type\":\"command\",\"command\":\"node\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> metrics() throws Exception {
        var reply = server.manager().get("/metrics").response();
        assertThat(reply.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
        return reply.body().lines().toList();
    }

    @Test
    void howServersAreIsTold() throws Exception {
        await().untilAsserted(() -> assertThat(metrics())
                .contains(
                        "mcp_manager_build_info{version=\"1.2.3\"} 1",
                        "mcp_manager_server_running{server=\"hostile\",type=\"nodejs\"} 1.0",
                        "mcp_manager_server_running{server=\"idle\",type=\"command\"} 0.0",
                        "mcp_manager_server_healthy{server=\"hostile\",type=\"nodejs\"} 1.0",
                        "mcp_manager_server_restarts{server=\"hostile\",type=\"nodejs\"} 0.0",
                        "mcp_manager_server_processes{server=\"hostile\",type=\"nodejs\"} 1.0")
                .noneMatch(line -> line.startsWith("mcp_manager_server_healthy{server=\"idle\""))
                .anyMatch(line -> line.matches("mcp_manager_server_memory_bytes\\{server=\"hostile\".* [1-9].*")));
    }

    @Test
    void callsAreCountedByTheirOutcomes() throws Exception {
        server.modernCall("echo", "{\"text\":\"x\"}", "").join();
        server.modernCall("echo", "{\"text\":\"y\"}", "").join();
        String error = """
                {"lines": ["{\\"jsonrpc\\":\\"2.0\\",\\"id\\":ID,\\"error\\":{\\"code\\":-32602,\\"message\\":\\"no\\"}}"]}""";
        server.modernCall("raw", error, "").join();
        await().untilAsserted(() -> assertThat(metrics())
                .contains(
                        "mcp_manager_calls_total{method=\"tools/call\",outcome=\"ok\",server=\"hostile\"} 2.0",
                        "mcp_manager_calls_total{method=\"tools/call\",outcome=\"error\",server=\"hostile\"} 1.0",
                        "mcp_manager_call_duration_seconds_bucket{method=\"tools/call\",server=\"hostile\",le=\"+Inf\"} 3",
                        "mcp_manager_call_duration_seconds_count{method=\"tools/call\",server=\"hostile\"} 3"));

        server.manager().call("DELETE", "/api/servers/hostile", "");
        assertThat(metrics()).noneMatch(line -> line.contains("server=\"hostile\""));
    }
}
