package dev.mcpmanager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on real input, as the README says it. */
class LauncherIT {
    @TempDir
    Path dir;

    @Test
    void theQuickStartListsAndCallsToolsOfANodeAndAPythonServer() throws Exception {
        try (ManagerProcess manager = ManagerProcess.launch(dir.resolve("data"), "--import", "examples/mcp.json")) {
            for (String server : new String[] {"everything", "time"}) {
                await().atMost(Duration.ofMinutes(3))
                        .untilAsserted(() -> assertThat(manager.get("/api/servers/" + server)
                                        .path("status")
                                        .asString())
                                .isEqualTo("running"));
            }

            assertThat(manager.get("/api/servers/everything/tools").toString()).contains("\"echo\"");
            assertThat(manager.get("/api/servers/time/tools").toString()).contains("\"get_current_time\"");
            assertThat(manager.post("/api/servers/everything/tools/echo/call", "{\"arguments\": {\"message\": \"hi\"}}")
                            .toString())
                    .contains("Echo: hi");
            assertThat(manager.post(
                                    "/api/servers/time/tools/get_current_time/call",
                                    "{\"arguments\": {\"timezone\": \"Europe/Paris\"}}")
                            .toString())
                    .contains("Europe/Paris");

            assertThat(manager.stop()).isZero();
            assertThat(manager.cookies()).isEmpty();
        }
    }
}
