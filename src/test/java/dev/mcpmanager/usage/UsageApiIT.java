package dev.mcpmanager.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.storage.Database;
import dev.mcpmanager.storage.Schema;
import dev.mcpmanager.web.TestManager;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What servers used, over a real socket. */
@Timeout(60)
class UsageApiIT {
    private static Instant ago = Instant.EPOCH;

    @TempDir
    private static Path directory;

    private static TestManager manager;

    private static String id;

    @BeforeAll
    static void start() throws Exception {
        ago = Instant.now().minus(Duration.ofMinutes(30));
        manager = new TestManager(directory);
        id = manager.create(
                "{\"name\": \"sleeper\", \"type\": \"command\", \"command\": \"sleep\", \"args\": [\"600\"]}");
        try (Database database = Database.open(directory.resolve("usage.db"), Schema.USAGE, Instant::now)) {
            new UsageStore(database)
                    .add(Map.of(
                            new UsageTally.Key(id, ago.getEpochSecond() / 60, 4),
                            new UsageSums(2, 40, 30, 1_000_000, 10_000_000, 250)));
        }
    }

    @AfterAll
    static void stop() {
        manager.close();
    }

    @Test
    void theLastHourIsShownUnlessToldOtherwise() throws Exception {
        JsonNode points = manager.get("/api/servers/sleeper/usage/history").data();
        assertThat(points.size()).isEqualTo(1);
        JsonNode point = points.path(0);
        assertThat(Instant.parse(point.path("timestamp").asString())).isBetween(ago.minusSeconds(60), ago);
        assertThat(point.path("width").asLong()).isEqualTo(60_000);
        assertThat(point.path("run").asLong()).isEqualTo(4);
        assertThat(point.path("memory").asLong()).isEqualTo(20 << 10);
        assertThat(point.path("maxMemory").asLong()).isEqualTo(30 << 10);
        assertThat(point.path("cpu").asDouble()).isEqualTo(10);
        assertThat(point.path("maxCpu").asDouble()).isEqualTo(25);
        assertThat(manager.get("/api/usage/history").data().path(id)).isEqualTo(points);
        assertThat(manager.get("/api/usage/history?to=" + ago.minusSeconds(120))
                        .data()
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from: must be an instant such as",
        "from=2026-07-28T10:00:00Z&to=2026-07-28T10:00:00Z, from: must be before to",
        "to=-1000000000-01-01T00:00:00Z, from: must be before to",
        "range=1h, range: is not known here",
    })
    void wrongParametersAreNamed(String query, String said) throws Exception {
        for (String path : new String[] {"/api/usage/history?", "/api/servers/sleeper/usage/history?"}) {
            TestManager.Reply reply = manager.get(path + query);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body().path("detail").asString()).startsWith(said);
        }
    }

    @Test
    void aRealProcessIsSampled(@TempDir Path other) throws Exception {
        String real;
        try (var running = new TestManager(other)) {
            real = running.create("""
                    {"name": "real", "type": "command", "command": "sleep", "args": ["600"], "transport": "http"}
                    """);
            assertThat(running.post("/api/servers/real/start", "").status()).isEqualTo(200);
            running.usage().sample(real);
        }
        try (UsageRecorder stored =
                UsageRecorder.open(other.resolve("usage.db"), List::of, _ -> Optional.empty(), Instant::now)) {
            assertThat(stored.history().points(real, Instant.now().minusSeconds(600), Instant.MAX))
                    .singleElement()
                    .satisfies(point -> {
                        assertThat(point.run()).isEqualTo(1);
                        assertThat(point.memoryBytes()).isPositive();
                    });
        }
    }
}
