package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.runtime.docker.TestEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine is killed under its servers, and comes back. */
class EngineRestartIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void allServersComeBackAndTheirHistoryShowsWhy() throws Exception {
        try (var manager = new TestManager(directory, TestEngine.environment())) {
            manager.create("{\"name\": \"stdio\", \"type\": \"container\", \"image\": \"%s\"}"
                    .formatted(TestEngine.EVERYTHING));
            create(manager, "http");
            create(manager, "late");
            manager.createFixture("process");
            for (String name : List.of("stdio", "http", "process")) {
                assertThat(manager.post("/api/servers/" + name + "/start", "").status())
                        .isEqualTo(200);
            }

            TestEngine.script("kill");
            try {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(
                                        manager.status("stdio").path("error").asString(""))
                                .contains("container engine unreachable"));
                manager.post("/api/servers/late/start", "").assertProblem(502, "container engine unreachable");
                assertThat(manager.get("/api/system")
                                .data()
                                .path("containerEngineError")
                                .asString(""))
                        .contains("container engine unreachable");
                assertThat(manager.status("process").path("status").asString()).isEqualTo("running");
            } finally {
                TestEngine.script("start");
            }

            for (String name : List.of("stdio", "http", "late", "process")) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(
                                        manager.status(name).path("status").asString())
                                .as(name)
                                .isEqualTo("running"));
            }
            assertThat(manager.get("/api/servers/stdio/tools").data().toString())
                    .contains("\"echo\"");
            assertThat(manager.get("/api/system")
                            .data()
                            .path("containerEngineError")
                            .isNull())
                    .isTrue();
            assertThat(manager.get("/api/servers/http/events").body().toString())
                    .contains("\"unreachable\"", "container engine unreachable");
            assertThat(TestEngine.containersOf(directory.getFileName().toString()))
                    .hasSize(3);
        }
        assertThat(TestEngine.containersOf(directory.getFileName().toString())).isEmpty();
    }

    private static void create(TestManager manager, String name) throws Exception {
        manager.create("""
                {"name": "%s", "type": "container", "image": "%s", "command": "sleep", "args": ["1000"],
                 "transport": "http"}
                """.formatted(name, TestEngine.SHELL));
    }
}
