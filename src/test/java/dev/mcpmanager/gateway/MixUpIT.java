package dev.mcpmanager.gateway;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.gateway.CallPlan.Cut;
import dev.mcpmanager.gateway.Caller.Endpoint;
import dev.mcpmanager.gateway.Ledger.Outcome;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.RealHttpServer;
import dev.mcpmanager.web.TestManager;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * 64 clients of both eras share one process, or several servers at one address, whose calls are cancelled and whose
 * connections and processes are lost at random: nobody hears what is meant for another, no call ends without an answer
 * or an error, and nothing is left.
 */
class MixUpIT {
    private static final Logger log = LoggerFactory.getLogger(MixUpIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 64;
    /** Fewer than all, as their calls take turns. */
    private static final int ASKED = 4;

    private static final int CRASHES = 10;
    private static final int TOOLS = 2;
    private static final int WARM_UP = 10_000;
    /** Some clients are gone before they are asked: others have their turns soon. */
    private static final GatewaySettings LIMITS = new GatewaySettings(
            GatewaySettings.DEFAULT.maxSessions(),
            GatewaySettings.DEFAULT.sessionIdle(),
            Duration.ofSeconds(1),
            GatewaySettings.DEFAULT.serverWait(),
            GatewaySettings.DEFAULT.quiet(),
            GatewaySettings.DEFAULT.keepAlive());

    private static final long MOST_LEFT = 5 << 20;

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({"legacy, 200000", "modern, 50000"})
    @Timeout(value = 5, unit = MINUTES)
    void nobodyGetsWhatIsMeantForAnother(String server, int calls) throws Exception {
        assertNoMixUp("/mcp/" + server, List.of(server), calls);
    }

    @Test
    @Timeout(value = 5, unit = MINUTES)
    void nobodyGetsWhatIsMeantForAnotherOfSeveralServersAtOneAddress() throws Exception {
        assertNoMixUp("/mcp", List.of("legacy", "modern", "legacy-http", "modern-http"), WARM_UP);
    }

    private void assertNoMixUp(String path, List<String> servers, int calls) throws Exception {
        long seed = System.nanoTime();
        log.info("{} calls of {}, seed {}", calls, servers, seed);
        try (var joined = new JoinedManager(dir, LIMITS)) {
            for (String server : servers) {
                start(joined, server);
            }
            TestManager manager = joined.manager();
            var endpoint = new Endpoint(manager.port(), path, servers);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(joined.modern(path, "tools/list", "")
                                    .message()
                                    .at("/result/tools")
                                    .size())
                            .isEqualTo(servers.size() * TOOLS));
            teach(endpoint);
            assertThat(run(manager, endpoint, WARM_UP, new Random(seed)).faults())
                    .isEmpty();
            long before = heap();
            Ledger ledger = run(manager, endpoint, calls, new Random(seed));
            log.info("{}", ledger);

            assertThat(ledger.faults()).isEmpty();
            for (Outcome outcome : Outcome.values()) {
                assertThat(ledger.count(outcome)).as("calls %s", outcome).isPositive();
            }
            assertThat(manager.gateway().sessions()).isZero();
            await().untilAsserted(() -> assertThat(heap()).isLessThan(before + MOST_LEFT));
        }
    }

    /** A server that has asked once has the calls of clients that it may ask take turns. */
    private static void teach(Endpoint endpoint) throws IOException {
        var ledger = new Ledger();
        var caller = new LegacyCaller("first", true, endpoint, ledger);
        caller.start();
        for (String server : endpoint.servers()) {
            caller.call(new CallPlan(server, "echo", "first/0", 0, false, true, Cut.NONE));
        }
        caller.stop();
        assertThat(ledger.faults()).isEmpty();
    }

    /** Starts a server of the era, and over HTTP, as its name says. */
    private static void start(JoinedManager joined, String name) throws Exception {
        URL script = Objects.requireNonNull(MixUpIT.class.getResource("/mix-up-server.js"));
        ObjectNode definition = Json.STRICT
                .createObjectNode()
                .put("name", name)
                .put("type", "nodejs")
                .put("command", "node");
        definition.putArray("args").add(Path.of(script.toURI()).toString()).add(name.replace("-http", ""));
        definition.putObject("environment").put("WHO", name);
        if (name.endsWith("-http")) {
            int port = RealHttpServer.freePort();
            definition.put("transport", "http").put("port", port);
            definition.withObject("/environment").put("PORT", Integer.toString(port));
        }
        definition
                .putObject("restart")
                .put("policy", "always")
                .put("backoff", "1ms")
                .put("maxBackoff", "1ms")
                .put("maxFailures", 1000);
        joined.manager().create(definition.toString());
        joined.start(name);
    }

    /** Has the clients call until so many calls were answered, while the servers crash now and then. */
    private static Ledger run(TestManager manager, Endpoint endpoint, int calls, Random random) throws Exception {
        var ledger = new Ledger();
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            boolean mayAsk = i < ASKED;
            callers.add(
                    i % 2 == 0
                            ? new LegacyCaller("legacy-" + i, mayAsk, endpoint, ledger)
                            : new ModernCaller("modern-" + i, mayAsk, endpoint, ledger));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            all.add(threads.submit(() -> {
                new Saboteur(manager, endpoint, ledger).crash(CRASHES, calls);
                return null;
            }));
            for (Caller caller : callers) {
                var own = new Random(random.nextLong());
                all.add(threads.submit(() -> {
                    callUntil(calls, caller, ledger, own);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return ledger;
    }

    private static void callUntil(int calls, Caller caller, Ledger ledger, Random random) throws IOException {
        caller.start();
        for (long number = 0; ledger.faults().isEmpty() && ledger.answered() < calls; number++) {
            caller.call(CallPlan.random(caller.endpoint.servers(), caller.name, number, caller.mayAsk, random));
        }
        caller.stop();
    }

    /** Bytes in use after a collection. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
