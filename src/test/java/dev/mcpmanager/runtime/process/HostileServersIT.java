package dev.mcpmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.runtime.CollectedOutput;
import dev.mcpmanager.runtime.LaunchPlans;
import dev.mcpmanager.runtime.RunOutput;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.StopResult;
import dev.mcpmanager.server.Launch;
import dev.mcpmanager.server.Launch.LocalCommand;
import dev.mcpmanager.server.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that no server, however it behaves, leaves a process, a thread or a descriptor behind. */
class HostileServersIT {
    private static final String INSTANCE = "hostile-it";
    private static final Pattern PID = Pattern.compile("^pid (\\d+)$", Pattern.MULTILINE);

    private final ProcessRuntime runtime = new ProcessRuntime(INSTANCE, System.getenv());
    private final CollectedOutput output = new CollectedOutput();
    private int pipesBefore;

    @BeforeEach
    void count() {
        pipesBefore = Machine.openPipes();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(Machine.processesOf(INSTANCE)).isEmpty();
        assertThat(pidsTold()).noneMatch(Machine::lives);
        await().until(() -> Machine.pumps() == 0);
        await().until(() -> Machine.openPipes() == pipesBefore);
    }

    @Test
    void aManagerWithoutFreeDescriptorsLosesNoneByStartsThatFail() throws Exception {
        Process manager = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 200 && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrampedManager.class.getName(),
                        INSTANCE)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        try (BufferedReader told = manager.inputReader(StandardCharsets.UTF_8)) {
            assertThat(told.lines())
                    .contains("failed", "started", "leaked 0", "stdin true")
                    .startsWith("failed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double-fork",
                "deaf-grandchild",
                "deaf-daemon",
                "without-environment-in-group",
                "without-environment-in-session",
                "overwritten-environment",
                "storm",
                "hopping-daemon",
                "closed-stdout",
                "garbage"
            })
    void nothingOutlivesItsStop(String kind) {
        RunningServer server = started(Fixtures.hostile(kind), Transport.STDIO);

        assertThat(server.stop().survivors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"double-fork", "deaf-grandchild", "deaf-daemon", "without-environment-in-group", "storm"})
    void nothingOutlivesTheStopAfterItsMainProcessWasKilled(String kind) {
        RunningServer server = started(Fixtures.hostile(kind), Transport.HTTP);
        Posix.kill(server.identity().pid(), Posix.SIGKILL);
        server.exit().join();

        assertThat(server.stop().survivors()).isEmpty();
    }

    @Test
    void theServerBelowItsWrappersEndsWithThem() {
        RunningServer server = started(Fixtures.npxLike(), Transport.STDIO);
        await().until(() -> server.usage().processes() == 4);

        assertThat(server.stop()).isEqualTo(new StopResult(false, List.of()));
    }

    @Test
    void aSuspendedProcessBelowWrappersIsAFaultAndEndsGently() throws Exception {
        RunningServer server = started(Fixtures.npxLike(), Transport.STDIO);
        await().until(() -> server.usage().processes() == 4);
        assertThat(server.fault()).isEmpty();
        long leaf = ProcessHandle.of(server.identity().pid())
                .orElseThrow()
                .descendants()
                .filter(process -> process.children().findAny().isEmpty())
                .findFirst()
                .orElseThrow()
                .pid();
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(leaf))
                        .start()
                        .waitFor())
                .isZero();

        await().untilAsserted(() -> assertThat(server.fault())
                .contains("process " + leaf + " of it is suspended (SIGSTOP): continue it with kill -CONT " + leaf));
        assertThat(server.stop()).isEqualTo(new StopResult(false, List.of()));
    }

    @Test
    void aDaemonIsAskedBeforeItIsKilled(@TempDir Path directory) {
        Path farewell = directory.resolve("farewell");
        RunningServer server = started(Fixtures.hostile("gentle-daemon", farewell.toString()), Transport.HTTP);
        await().until(() -> pidsTold().size() == 2);

        assertThat(server.stop()).isEqualTo(new StopResult(false, List.of()));
        assertThat(farewell).exists();
    }

    @Test
    void aDaemonThatHoldsThePipeDoesNotDelayTheExit() {
        RunningServer server = start(Fixtures.shell("setsid sleep 1000 & exit 7"), Transport.STDIO, output);

        server.exit().join();

        assertThat(server.usage().processes()).isOne();
        assertThat(output.closedStreams()).isZero();
        server.stop();
        assertThat(output.closedStreams()).isEqualTo(2);
    }

    @Test
    void aStrangerThatHoldsThePipeDoesNotHoldThePumps() {
        var escaping = "(env -i setsid sh -c 'echo pid $$; exec sleep 1000' &); while :; do sleep 0.05; done";
        RunningServer server = start(Fixtures.shell(escaping), Transport.HTTP, output);
        await().until(() -> pidsTold().size() == 1);
        long stranger = pidsTold().getFirst();

        server.stop();

        assertThat(Machine.lives(stranger)).isTrue();
        assertThat(output.closedStreams()).isEqualTo(2);
        Posix.kill(stranger, Posix.SIGKILL);
        await().until(() -> !Machine.lives(stranger));
    }

    @Test
    void aBlockedWriterDoesNotDelayTheStop() {
        RunningServer server = start(Fixtures.command("sleep", "1000"), Transport.STDIO, output);
        var failure = new CompletableFuture<IOException>();
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                server.stdin().write(new byte[1 << 20]);
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        await().until(() -> writer.getState() == Thread.State.RUNNABLE && inWrite(writer));

        assertThat(server.stop().survivors()).isEmpty();

        assertThat(failure).succeedsWithin(java.time.Duration.ofSeconds(5));
    }

    @Test
    void aHundredMegabytesWithoutANewlineArriveWhole() {
        var counted = new CountedOutput();
        RunningServer server = start(Fixtures.hostile("flood"), Transport.HTTP, counted);

        await().until(() -> counted.bytes() >= 1600 * 65536);

        server.stop();
    }

    @Test
    void anotherServersHungerForMemoryDoesNotEndTheReading() {
        var received = new AtomicLong();
        RunOutput hungry = new RunOutput() {
            @Override
            public void stdout(byte[] buffer, int offset, int length) {
                if (received.getAndIncrement() == 0) {
                    throw new OutOfMemoryError("Java heap space");
                }
            }

            @Override
            public void stderr(byte[] buffer, int offset, int length) {}

            @Override
            public void stdoutClosed() {}

            @Override
            public void stderrClosed() {}
        };
        RunningServer server = start(Fixtures.hostile("flood"), Transport.HTTP, hungry);

        await().until(() -> received.get() > 100);

        server.stop();
    }

    @Test
    void serversThatEndAtOnceAreToldAndLeaveNothing() {
        for (int i = 0; i < 20; i++) {
            RunningServer server = start(Fixtures.shell("echo " + i), Transport.STDIO, output);
            server.exit().join();
            server.stop();
            assertThat(output.stdout()).endsWith(i + "\n");
        }
    }

    @Test
    void aStopRightAfterTheStartFindsTheProcessBeforeItHasItsGroup() {
        for (int i = 0; i < 20; i++) {
            RunningServer server = start(Fixtures.command("sleep", "1000"), Transport.HTTP, output);

            assertThat(server.stop()).isEqualTo(new StopResult(false, List.of()));
        }
    }

    private RunningServer started(LocalCommand command, Transport transport) {
        RunningServer server = start(command, transport, output);
        output.awaitStdout("ready");
        return server;
    }

    private RunningServer start(Launch launch, Transport transport, RunOutput receiver) {
        StartResult result = runtime.start(LaunchPlans.next(launch, transport), receiver);
        assertThat(result).isInstanceOf(StartResult.Started.class);
        return ((StartResult.Started) result).server();
    }

    private List<Long> pidsTold() {
        return PID.matcher(output.stdout())
                .results()
                .map(line -> Long.parseLong(line.group(1)))
                .toList();
    }

    private static boolean inWrite(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && stack[0].getMethodName().startsWith("write");
    }
}
