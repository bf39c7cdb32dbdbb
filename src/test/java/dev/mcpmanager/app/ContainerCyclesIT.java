package dev.mcpmanager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.runtime.docker.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Containers under random starts, stops and kills, of theirs and of the manager: {@code -Dcycles=200} for more. */
class ContainerCyclesIT {
    private static final int CYCLES = Integer.getInteger("cycles", 12);
    private static final int MANY = 20;
    private static final List<String> NAMES = List.of("obeys", "deaf", "mcp");

    @TempDir
    private Path dir;

    @Test
    void nothingIsLeftAndNothingIsDoubled() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        Path dataDir = dir.resolve("data");
        ManagerProcess manager = start(dataDir);
        try {
            create(manager, "obeys", shell("exec sleep 1000"));
            create(manager, "deaf", shell("trap '' TERM; while :; do sleep 1; done"));
            create(manager, "mcp", "\"image\": \"" + TestEngine.EVERYTHING + "\"");
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                String name = NAMES.get(random.nextInt(NAMES.size()));
                switch (random.nextInt(5)) {
                    case 0, 1 -> manager.post("/api/servers/" + name + "/start?wait=false");
                    case 2 -> manager.post("/api/servers/" + name + "/stop?wait=false");
                    case 3 -> killContainer(manager, name);
                    default -> {
                        manager.kill();
                        manager = start(dataDir);
                    }
                }
            }
            manager.kill();
            manager = start(dataDir);

            settled(manager, seed);
            assertThat(zombies()).as("zombies, seed %d", seed).isEmpty();
            assertThat(manager.stop()).isZero();
            assertThat(TestEngine.containersOf(instance(dataDir)))
                    .as("seed %d", seed)
                    .isEmpty();
        } finally {
            manager.close();
        }
    }

    @Test
    void anHttpServerOutlivesItsManagerAndAStdioServerIsReplaced() throws Exception {
        Path dataDir = dir.resolve("data");
        String http;
        String stdio;
        try (ManagerProcess manager = start(dataDir)) {
            create(manager, "http", shell("while :; do echo still here; sleep 0.1; done"));
            create(manager, "changed", shell("exec sleep 1000"));
            create(manager, "stdio", "\"image\": \"" + TestEngine.EVERYTHING + "\"");
            for (String name : List.of("http", "changed", "stdio")) {
                manager.post("/api/servers/" + name + "/start");
            }
            manager.patch("/api/servers/changed", "{\"args\": [\"-c\", \"exec sleep 2000\"]}");
            http = container(manager, "http");
            stdio = container(manager, "stdio");
            manager.kill();
        }

        try (ManagerProcess manager = start(dataDir)) {
            // until what the killed manager left is ended, those that are started again still count as stopped
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(manager.containers()).hasSize(3));
            settled(manager, 0);
            assertThat(container(manager, "http")).isEqualTo(http);
            assertThat(container(manager, "stdio")).isNotEqualTo(stdio);
            assertThat(manager.get("/api/servers/http/events").toString()).contains("outlived the manager");
            assertThat(manager.get("/api/servers/changed/events").toString()).doesNotContain("outlived the manager");
            int lines = manager.get("/api/servers/http/logs?limit=1000").size();
            await().until(() -> manager.get("/api/servers/http/logs?limit=1000").size() > lines);
            assertThat(manager.stop()).isZero();
            assertThat(manager.containers()).isEmpty();
        }
    }

    private static String container(ManagerProcess manager, String name) throws Exception {
        return manager.get("/api/servers/" + name).path("containerId").asString("");
    }

    @Test
    void containersOfServersThatWereDeletedMeanwhileAreRemoved() throws Exception {
        Path dataDir = dir.resolve("data");
        try (ManagerProcess manager = start(dataDir)) {
            create(manager, "obeys", shell("exec sleep 1000"));
            manager.post("/api/servers/obeys/start");
            manager.kill();
        }
        Files.delete(dataDir.resolve("mcp-manager.db"));
        Files.deleteIfExists(dataDir.resolve("mcp-manager.db-wal"));
        Files.deleteIfExists(dataDir.resolve("mcp-manager.db-shm"));
        assertThat(TestEngine.containersOf(instance(dataDir))).hasSize(1);

        try (ManagerProcess manager = start(dataDir)) {
            assertThat(manager.get("/api/servers")).isEmpty();
            await().until(() -> TestEngine.containersOf(instance(dataDir)).isEmpty());
        }
    }

    @Test
    void manyAreStoppedSideBySide() throws Exception {
        Path dataDir = dir.resolve("data");
        try (ManagerProcess manager = start(dataDir)) {
            for (boolean deaf : new boolean[] {false, true}) {
                String script = deaf ? "trap '' TERM; while :; do sleep 1; done" : "exec sleep 1000";
                List<String> names = new ArrayList<>();
                for (int i = 0; i < MANY; i++) {
                    String name = (deaf ? "deaf-" : "obeys-") + i;
                    names.add(name);
                    create(manager, name, shell(script));
                }
                all(manager, names, "start");
                all(manager, names, "stop");
                assertThat(TestEngine.containersOf(instance(dataDir))).isEmpty();
            }
        }
    }

    private static void all(ManagerProcess manager, List<String> names, String verb) {
        CompletableFuture.allOf(names.stream()
                        .map(name -> CompletableFuture.runAsync(
                                () -> {
                                    try {
                                        manager.post("/api/servers/" + name + "/" + verb);
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                },
                                task -> Thread.ofVirtual().start(task)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static ManagerProcess start(Path dataDir) throws IOException {
        return ManagerProcess.start(dataDir, TestEngine.environment());
    }

    private static void create(ManagerProcess manager, String name, String launch) throws Exception {
        manager.post("/api/servers", """
                {"name": "%s", "type": "container", %s,
                 "restart": {"maxFailures": 1000}, "config": {"stopTimeout": "1s"}}
                """.formatted(name, launch));
    }

    private static String shell(String script) {
        return "\"image\": \"%s\", \"command\": \"sh\", \"args\": [\"-c\", \"%s\"], \"transport\": \"http\""
                .formatted(TestEngine.SHELL, script);
    }

    private static void killContainer(ManagerProcess manager, String name) throws Exception {
        String id = container(manager, name);
        if (!id.isEmpty()) {
            TestEngine.kill(id);
        }
    }

    /** What is wanted of servers may be lost with the manager in the moment that it was asked; the count may not. */
    private static void settled(ManagerProcess manager, long seed) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            int running = 0;
            for (JsonNode server : manager.get("/api/servers")) {
                assertThat(server.path("status").asString())
                        .as("%s, seed %d", server.path("name"), seed)
                        .isIn("running", "stopped");
                running += server.path("status").asString().equals("running") ? 1 : 0;
            }
            assertThat(manager.containers()).as("containers, seed %d", seed).hasSize(running);
        });
    }

    private static String instance(Path dataDir) throws IOException {
        return Files.readString(dataDir.resolve("instance-id")).strip();
    }

    /** Dead processes of containers that nobody waited for. */
    private static List<Path> zombies() throws IOException {
        try (var processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .filter(path -> text(path.resolve("stat")).matches("(?s).*\\) Z .*"))
                    .filter(path -> text(path.resolve("cgroup")).contains("/docker/"))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
