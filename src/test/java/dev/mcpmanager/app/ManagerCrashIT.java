package dev.mcpmanager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ManagerCrashIT {
    private static final int SERVERS = 20;

    /** Each makes two processes that live: itself and a child that a naive manager would miss. */
    private static final List<String> TREES = List.of(
            "sleep 600 & exec sleep 600", // a wrapper such as npx
            "setsid sleep 600 & exec sleep 600", // a daemon with a session of its own
            "(sleep 600 &) ; exec sleep 600", // a double fork
            "(trap '' TERM; sleep 600 & wait) & exec sleep 600"); // one that ignores SIGTERM, and its child

    @TempDir
    Path dir;

    @Test
    void aKilledManagerLeavesNoOrphansAndNoDuplicates() throws Exception {
        Path dataDir = dir.resolve("data");
        int expected;
        try (ManagerProcess manager = ManagerProcess.start(dataDir)) {
            for (int i = 0; i < SERVERS; i++) {
                manager.post("/api/servers", definition(i));
                manager.post("/api/servers/s" + i + "/start");
            }
            expected = settledCookies(manager).size();
            manager.kill();
            assertThat(manager.cookies()).as("orphans of the killed manager").isNotEmpty();
        }
        try (ManagerProcess manager = ManagerProcess.start(dataDir)) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(statuses(manager)).containsOnly("running"));
            List<String> living = settledCookies(manager);
            assertThat(living).hasSize(expected).allMatch(cookie -> cookie.endsWith(".2"), "of the second run");
            assertThat(Set.copyOf(living)).hasSize(SERVERS);
            assertThat(manager.get("/api/servers/s0/events").toString()).contains("leftovers-ended");
            assertThat(manager.stop()).isZero();
            assertThat(manager.cookies()).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void aManagerWhoseJarIsGoneStillEnds() throws Exception {
        Path jar = dir.resolve("copy.jar");
        try (ManagerProcess manager = ManagerProcess.startCopy(jar, dir.resolve("data"))) {
            Files.write(jar, new byte[0]);
            assertThat(manager.stop()).isIn(0, 1);
        }
    }

    @Test
    void aKilledManagerLeavesNoProcessOfASession() throws Exception {
        Path dataDir = dir.resolve("data");
        List<String> before;
        try (ManagerProcess manager = ManagerProcess.start(dataDir)) {
            Path script = Path.of(Objects.requireNonNull(ManagerCrashIT.class.getResource("/servers/remembering.js"))
                    .toURI());
            manager.post("/api/servers", """
                    {"name": "own", "type": "command", "command": "sh",
                     "args": ["-c", "sleep 600 <&- & exec node %s /none"],
                     "config": {"sessions": "dedicated", "stopTimeout": "1s"}}
                    """.formatted(script));
            manager.post("/api/servers/own/start");
            for (int i = 0; i < 3; i++) {
                manager.post("/mcp/own", """
                        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
                          "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a", "version": "1"}}}
                        """);
            }
            // the server's own, those of the sessions, and a spare one
            before = await().until(
                            manager::cookies, cookies -> Set.copyOf(cookies).size() == 5);
            manager.kill();
            assertThat(manager.cookies()).as("orphans of the killed manager").isNotEmpty();
        }
        try (ManagerProcess manager = ManagerProcess.start(dataDir)) {
            // at last none of before, and two of the new server: its own and a spare one
            await().untilAsserted(() -> {
                List<String> living = manager.cookies();
                assertThat(living).doesNotContainAnyElementsOf(before);
                assertThat(Set.copyOf(living)).hasSize(2);
            });
            assertThat(manager.stop()).isZero();
            assertThat(manager.cookies()).isEmpty();
        }
    }

    @Test
    void aClosedTerminalStopsTheServers() throws Exception {
        try (ManagerProcess manager = ManagerProcess.start(dir.resolve("data"))) {
            manager.post("/api/servers", definition(0));
            manager.post("/api/servers/s0/start");

            assertThat(manager.hangUp()).isZero();
            assertThat(manager.cookies()).isEmpty();
        }
    }

    private static String definition(int i) {
        return """
                {"name": "s%d", "type": "command", "command": "sh", "args": ["-c", "%s"], "transport": "http",
                 "config": {"stopTimeout": "1s"}}
                """.formatted(i, TREES.get(i % TREES.size()));
    }

    private static Set<String> statuses(ManagerProcess manager) throws Exception {
        JsonNode servers = manager.get("/api/servers");
        assertThat(servers).hasSize(SERVERS);
        return StreamSupport.stream(servers.spliterator(), false)
                .map(server -> server.path("status").asString())
                .collect(Collectors.toSet());
    }

    /** The cookies once shells have forked what they fork: each tree has at least two processes. */
    private static List<String> settledCookies(ManagerProcess manager) {
        return await().atMost(Duration.ofSeconds(30)).until(manager::cookies, cookies -> {
            Set<String> once = new HashSet<>();
            Set<String> twice =
                    cookies.stream().filter(cookie -> !once.add(cookie)).collect(Collectors.toSet());
            return twice.size() == SERVERS && cookies.size() == SERVERS / 4 * (2 + 2 + 2 + 3);
        });
    }
}
