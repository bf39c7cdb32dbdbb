package dev.mcpmanager.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.logs.LogStore;
import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.StdioConnection;
import dev.mcpmanager.oauth.testing.NoSignIns;
import dev.mcpmanager.runtime.process.ProcessRuntime;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.server.ServerType;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Random starts, stops, restarts and kills over trees of processes that are hard to end. {@code -Dsoak.cycles} sets how
 * many; {@code bench/} runs a thousand.
 */
class SoakIT {
    private static final Logger log = LoggerFactory.getLogger(SoakIT.class);
    private static final int CYCLES = Integer.getInteger("soak.cycles", 80);

    private static final Map<String, String> TREES = Map.of(
            "wrapper", "sh -c 'sleep 600; true' & wait",
            "double-fork", "(sleep 600 &) ; exec sleep 600",
            "daemon-of-its-own-session", "setsid sleep 600 & exec sleep 600",
            "term-ignoring-grandchild", "(trap '' TERM; while :; do sleep 1; done) & exec sleep 600",
            "daemon-that-holds-the-pipe", "setsid sh -c 'trap \\\"\\\" TERM; sleep 600; echo late' & exit 1");

    @TempDir
    Path dir;

    @Test
    void nothingIsLeftOfHostileTrees() throws Exception {
        String instance = UUID.randomUUID().toString().replace("-", "");
        long seed = System.nanoTime();
        log.info("soak with {} cycles, seed {}", CYCLES, seed);
        try (Database database = Database.open(dir.resolve("mcp-manager.db"), Instant::now);
                LogStore logStore = LogStore.open(dir.resolve("logs.db"), Instant::now)) {
            var bus = new EventBus();
            var servers = new Servers(database, Secrets.open(dir.resolve("secret.key")), bus, Instant::now);
            var runtime = new ProcessRuntime(instance, System.getenv());
            try (var supervisor = new Supervisor(
                    servers,
                    Map.of(ServerType.COMMAND, runtime),
                    database,
                    new EventStore(database),
                    bus,
                    new LogCaptures(logStore, Instant::now),
                    new ClientInfo("soak", "1"),
                    StdioConnection.MAX_MESSAGE_BYTES,
                    NoSignIns.in(dir, servers, database, bus),
                    Instant::now)) {
                supervisor.open();
                List<String> ids = define(servers);
                var random = new Random(seed);
                cycle(supervisor, ids, random, 10); // what is loaded and opened once is there now
                stopAll(supervisor, ids);
                long descriptors = descriptors();

                cycle(supervisor, ids, random, CYCLES);
                stopAll(supervisor, ids);

                assertThat(living(instance)).isEmpty();
                await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                    assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
                    assertThat(serverThreads()).isEmpty();
                });
            }
        }
        assertThat(living(instance)).isEmpty();
    }

    private static List<String> define(Servers servers) {
        List<String> ids = new ArrayList<>();
        TREES.forEach((name, script) -> ids.add(servers.create(
                        Json.LENIENT.readTree("""
                        {"name": "%s", "type": "command", "command": "sh", "args": ["-c", "%s"], "transport": "%s",
                         "restart": {"policy": "always", "backoff": "50ms", "maxBackoff": "100ms", "maxFailures": 1000},
                         "config": {"stopTimeout": "300ms", "startTimeout": "200ms"}}
                        """.formatted(name, script, ids.size() % 2 == 0 ? "http" : "stdio")))
                .id()));
        return ids;
    }

    private static void cycle(Supervisor supervisor, List<String> ids, Random random, int cycles) {
        List<CompletableFuture<?>> asked = new ArrayList<>();
        for (int i = 0; i < cycles; i++) {
            String id = ids.get(random.nextInt(ids.size()));
            switch (random.nextInt(4)) {
                case 0 -> asked.add(supervisor.start(id));
                case 1 -> asked.add(supervisor.stop(id));
                case 2 -> asked.add(supervisor.restart(id));
                default ->
                    supervisor
                            .snapshot(id)
                            .processId()
                            .flatMap(ProcessHandle::of)
                            .ifPresent(ProcessHandle::destroyForcibly);
            }
            if (random.nextInt(3) == 0) {
                asked.forEach(CompletableFuture::join);
                asked.clear();
            }
        }
        asked.forEach(CompletableFuture::join);
    }

    private static void stopAll(Supervisor supervisor, List<String> ids) {
        ids.stream().map(supervisor::stop).toList().forEach(CompletableFuture::join);
        assertThat(ids).allMatch(id -> supervisor.snapshot(id).status() == ServerStatus.STOPPED);
    }

    /** Processes that carry the cookie of this instance, as the kernel says. */
    private static List<String> living(String instance) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path each : all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                try {
                    String environment = Files.readString(each.resolve("environ"), StandardCharsets.ISO_8859_1);
                    if (environment.contains("MCP_MANAGER_COOKIE=" + instance)) {
                        found.add(each + " "
                                + Files.readString(each.resolve("cmdline")).replace('\0', ' '));
                    }
                } catch (IOException e) {
                    // it ended while we looked
                }
            }
        }
        return found;
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    /** Threads that read or write the pipes of a server. */
    private static List<String> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("stdout") || name.contains("stderr") || name.contains("stdin"))
                .toList();
    }
}
