package dev.mcpmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.runtime.CollectedOutput;
import dev.mcpmanager.runtime.LaunchPlans;
import dev.mcpmanager.runtime.Leftover;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.server.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows what becomes of the servers of a manager that was killed. */
class LeftoversIT {
    private static final String INSTANCE = "leftovers-it";

    private final ProcessRuntime runtime = new ProcessRuntime(INSTANCE, System.getenv());

    @AfterEach
    void nothingIsLeft() {
        assertThat(Machine.processesOf(INSTANCE)).isEmpty();
    }

    @Test
    void allThatAKilledManagerStartedIsEnded() throws Exception {
        List<RunIdentity> recorded = new ArrayList<>();
        Process manager = abandonedManager();
        try {
            recorded.addAll(readRuns(manager));
        } finally {
            manager.destroyForcibly().waitFor();
        }
        List<Long> alive = Machine.processesOf(INSTANCE);
        assertThat(alive).hasSizeGreaterThanOrEqualTo(8);

        List<Leftover> leftovers = runtime.endLeftovers(recorded);

        assertThat(leftovers)
                .extracting(Leftover::serverId)
                .containsExactlyInAnyOrderElementsOf(
                        recorded.stream().map(RunIdentity::serverId).toList());
        assertThat(leftovers)
                .allSatisfy(leftover -> assertThat(leftover.survivors()).isEmpty());
        assertThat(alive).noneMatch(Machine::lives);
        assertThat(recorded).noneMatch(run -> Machine.lives(run.pid()));
        assertThat(runtime.endLeftovers(recorded)).isEmpty();
    }

    @Test
    void aStrangerThatGotTheRecordedPidIsSpared() throws IOException {
        Process stranger = new ProcessBuilder("setsid", "sleep", "1000").start();
        try {
            var table = new LinuxProcessTable();
            await().until(() -> table.read(0).stream()
                    .anyMatch(entry -> entry.pid() == stranger.pid() && entry.group() == stranger.pid()));
            long startTicks = table.find(stranger.pid()).orElseThrow().startTicks();
            var recorded = new RunIdentity("id-0", 1, stranger.pid(), startTicks - 1);

            assertThat(runtime.endLeftovers(List.of(recorded))).isEmpty();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void whatWasNotRecordedIsFoundByItsCookie() {
        var plan = LaunchPlans.next(Fixtures.npxLike(), Transport.HTTP);
        var output = new CollectedOutput();
        RunningServer server = ((StartResult.Started) runtime.start(plan, output)).server();
        output.awaitStdout("ready");

        List<Leftover> leftovers = runtime.endLeftovers(List.of());

        assertThat(leftovers).singleElement().satisfies(leftover -> {
            assertThat(leftover.serverId()).isEqualTo(plan.definition().id());
            assertThat(leftover.pids()).contains(server.identity().pid()).hasSize(4);
        });
        server.stop();
    }

    @Test
    void theServersOfAnotherInstanceAreSpared() {
        var other = new ProcessRuntime(INSTANCE + "-other", System.getenv());
        var plan = LaunchPlans.next(Fixtures.command("sleep", "1000"), Transport.HTTP);
        RunningServer server = ((StartResult.Started) other.start(plan, new CollectedOutput())).server();

        assertThat(runtime.endLeftovers(List.of())).isEmpty();

        assertThat(server.exit()).isNotDone();
        server.stop();
    }

    private static Process abandonedManager() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AbandonedManager.class.getName(),
                        INSTANCE)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<RunIdentity> readRuns(Process manager) throws IOException {
        var runs = new ArrayList<RunIdentity>();
        var lines = new BufferedReader(new InputStreamReader(manager.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); !"all started".equals(line); line = lines.readLine()) {
            assertThat(line).as("the manager ended").isNotNull();
            if (line.startsWith("id-")) {
                String[] fields = line.split(" ", 4);
                runs.add(new RunIdentity(
                        fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[2]), Long.parseLong(fields[3])));
            }
        }
        return runs;
    }
}
