package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server of the modern era that misbehaves. */
@Timeout(60)
class ModernServerIT {

    @TempDir
    private Path directory;

    @Test
    void aSubscriptionThatTheServerEndsIsOpenedAgain() throws Exception {
        try (var server = new HostileServer(directory, GatewaySettings.DEFAULT, "/servers/ending.js")) {
            var listening = server.modern("subscriptions/listen", "", "\"notifications\":{\"toolsListChanged\":true}");
            await().until(() -> server.modern("tools/list", "", "")
                            .join()
                            .result()
                            .path("subscriptions")
                            .asInt()
                    == 2);
            server.manager().call("DELETE", "/api/servers/hostile", "");
            assertThat(listening.join().response().body()).contains("notifications/tools/list_changed");
        }
    }
}
