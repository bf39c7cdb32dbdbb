package dev.mcpmanager.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.server.EnvironmentValue;
import dev.mcpmanager.server.Launch;
import dev.mcpmanager.server.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link ServerRuntime} must do; its servers are scripts of a POSIX shell. */
public abstract class ServerRuntimeContract {
    private final List<RunningServer> started = new ArrayList<>();

    protected abstract ServerRuntime runtime();

    /** What runs {@code script} by {@code sh -c}. */
    protected abstract Launch shell(String script, Map<String, EnvironmentValue> environment);

    /** What names an executable or image that does not exist. */
    protected abstract Launch missing();

    @AfterEach
    final void stopAll() {
        started.forEach(RunningServer::stop);
    }

    @Test
    void aServerReadsItsStdinAndItsOutputArrives() throws IOException {
        var output = new CollectedOutput();
        RunningServer server = start(shell("cat"), Transport.STDIO, output);

        server.stdin().write("hello\n".getBytes(UTF_8));

        output.awaitStdout("hello\n");
    }

    @Test
    void stdoutAndStderrAreKeptApart() {
        var output = new CollectedOutput();
        RunningServer server = start(shell("echo out; echo err >&2"), Transport.STDIO, output);

        server.stop();

        assertThat(output.stdout()).isEqualTo("out\n");
        assertThat(output.stderr()).isEqualTo("err\n");
        assertThat(output.closedStreams()).isEqualTo(2);
    }

    @Test
    void theExitCodeIsTold() {
        RunningServer server = start(shell("exit 3"), Transport.STDIO, new CollectedOutput());

        await().until(() -> server.exit().isDone());

        assertThat(server.exit().join()).isEqualTo(new Exit.Code(3));
    }

    @Test
    void whatIsWrongWithARunIsTold() {
        RunningServer server = start(shell("read line; exit 3"), Transport.STDIO, new CollectedOutput());
        assertThat(server.fault()).isEmpty();

        server.stop();

        assertThat(server.fault()).hasValueSatisfying(fault -> assertThat(fault).contains("ended"));
    }

    @Test
    void theServersEnvironmentReachesIt() {
        var output = new CollectedOutput();
        var environment = Map.of("GREETING", new EnvironmentValue("hello, world", true));

        start(shell("echo \"$GREETING\"", environment), Transport.STDIO, output);

        output.awaitStdout("hello, world\n");
    }

    @Test
    void allThatWasWrittenBeforeTheEndArrivesThoughItIsReadSlowly() {
        var output = new CollectedOutput() {
            @Override
            public void stdout(byte[] buffer, int offset, int length) {
                // slower than the writer, which ends long before all is read
                LockSupport.parkNanos(1_000_000);
                super.stdout(buffer, offset, length);
            }
        };
        RunningServer server = start(shell("head -c 2000000 /dev/zero; echo; echo end"), Transport.STDIO, output);

        await().until(() -> server.exit().isDone());
        server.stop();

        await().until(() -> output.closedStreams() == 2);
        assertThat(output.stdout()).hasSize(2_000_005).endsWith("\nend\n");
    }

    @Test
    void stopAsksAStdioServerByClosingItsStdin() {
        var output = new CollectedOutput();
        RunningServer server = start(shell("trap 'echo sigterm' TERM; cat; echo eof"), Transport.STDIO, output);

        StopResult result = server.stop();

        assertThat(result).isEqualTo(new StopResult(false, List.of()));
        assertThat(output.stdout()).isEqualTo("eof\n");
        assertThat(server.exit()).isCompletedWithValue(new Exit.Code(0));
    }

    @Test
    void stopAsksAnHttpServerBySigterm() {
        var output = new CollectedOutput();
        var script = "trap 'echo sigterm; exit 0' TERM; echo ready; while :; do sleep 0.05; done";
        RunningServer server = start(shell(script), Transport.HTTP, output);
        output.awaitStdout("ready");

        StopResult result = server.stop();

        assertThat(result).isEqualTo(new StopResult(false, List.of()));
        assertThat(output.stdout()).contains("sigterm");
        assertThat(server.exit()).isCompletedWithValue(new Exit.Code(0));
    }

    @Test
    void stopKillsWhatIgnoresSigterm() {
        var output = new CollectedOutput();
        var script = "trap '' TERM; echo ready; while :; do sleep 0.05; done";
        RunningServer server = start(shell(script), Transport.HTTP, output);
        output.awaitStdout("ready");

        StopResult result = server.stop();

        assertThat(result).isEqualTo(new StopResult(true, List.of()));
        assertThat(server.exit()).isCompletedWithValue(new Exit.Signal(9));
    }

    @Test
    void stopOfWhatEndedByItselfHasNothingToKill() {
        RunningServer server = start(shell("exit 0"), Transport.STDIO, new CollectedOutput());
        await().until(() -> server.exit().isDone());

        assertThat(server.stop()).isEqualTo(new StopResult(false, List.of()));
        assertThat(server.usage().processes()).isZero();
    }

    @Test
    void stopsAtTheSameTimeShareOneEnd() throws Exception {
        RunningServer server = start(shell("trap '' TERM; sleep 1000"), Transport.HTTP, new CollectedOutput());
        Callable<StopResult> stop = server::stop;

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = threads.invokeAll(List.of(stop, stop, stop));

            for (var result : results) {
                assertThat(result.get()).isSameAs(server.stop());
            }
        }
    }

    @Test
    void usageCountsTheWholeTree() {
        RunningServer server = start(shell("sleep 1000 & sleep 1000 & wait"), Transport.HTTP, new CollectedOutput());

        await().until(() -> server.usage().processes() >= 3);

        assertThat(server.usage().memoryBytes()).isPositive();
    }

    @Test
    void usageRightAfterAStartIsNotThatOfBefore() {
        RunningServer first = start(shell("sleep 1000"), Transport.HTTP, new CollectedOutput());
        assertThat(first.usage().processes()).isPositive();

        RunningServer second = start(shell("sleep 1000"), Transport.HTTP, new CollectedOutput());

        assertThat(second.usage().processes()).isPositive();
    }

    @Test
    void aKillEndsAStopThatWaits() throws Exception {
        var output = new CollectedOutput();
        RunningServer server =
                start(shell("trap '' TERM; echo ready; while :; do sleep 1; done"), Transport.HTTP, output);
        output.awaitStdout("ready");
        var stop = CompletableFuture.supplyAsync(server::stop);

        server.kill();

        assertThat(stop.get().survivors()).isEmpty();
        assertThat(server.usage().processes()).isZero();
        assertThat(server.exit().get()).isEqualTo(new Exit.Signal(9));
    }

    @Test
    void whatDoesNotExistIsRefused() {
        StartResult result = runtime().start(LaunchPlans.next(missing(), Transport.STDIO), new CollectedOutput());

        assertThat(result).isInstanceOf(StartResult.Refused.class);
    }

    @Test
    void anAddressIsRefused() {
        var address = new Launch.RemoteUrl(URI.create("http://localhost/mcp"), Map.of());

        StartResult result = runtime().start(LaunchPlans.next(address, Transport.HTTP), new CollectedOutput());

        assertThat(result).isInstanceOf(StartResult.Refused.class);
    }

    @Test
    void recordedRunsThatStillLiveAreEnded() {
        RunningServer server = start(shell("sleep 1000"), Transport.HTTP, new CollectedOutput());
        await().until(() -> server.usage().processes() > 0);

        List<Leftover> leftovers = runtime().endLeftovers(List.of(server.identity()));

        assertThat(leftovers).singleElement().satisfies(leftover -> {
            assertThat(leftover.serverId()).isEqualTo(server.identity().serverId());
            assertThat(leftover.pids()).contains(server.identity().pid());
            assertThat(leftover.survivors()).isEmpty();
        });
        await().until(() -> server.exit().isDone());
        assertThat(runtime().endLeftovers(List.of(server.identity()))).isEmpty();
    }

    /** A server that must start; it is stopped after the test. */
    protected final RunningServer start(Launch launch, Transport transport, RunOutput output) {
        StartResult result = runtime().start(LaunchPlans.next(launch, transport), output);
        assertThat(result).isInstanceOf(StartResult.Started.class);
        RunningServer server = ((StartResult.Started) result).server();
        started.add(server);
        return server;
    }

    protected final Launch shell(String script) {
        return shell(script, Map.of());
    }
}
