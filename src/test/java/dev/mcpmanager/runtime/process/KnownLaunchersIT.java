package dev.mcpmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.runtime.CollectedOutput;
import dev.mcpmanager.runtime.LaunchPlans;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.runtime.StartResult.Failed;
import dev.mcpmanager.runtime.StartResult.Refused;
import dev.mcpmanager.runtime.StartResult.Started;
import dev.mcpmanager.server.EnvironmentValue;
import dev.mcpmanager.server.Launch.LocalCommand;
import dev.mcpmanager.server.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows how a known launcher is asked for its version before a server is started by it. */
class KnownLaunchersIT {
    private static final String INSTANCE = "launchers-it";

    @TempDir
    private Path directory;

    private final ProcessRuntime runtime = new ProcessRuntime(INSTANCE, System.getenv());

    @AfterEach
    void nothingIsLeft() {
        assertThat(Machine.processesOf(INSTANCE)).isEmpty();
    }

    @Test
    void aGoodLauncherIsAskedOnceUntilItChanges() throws Exception {
        Path asked = directory.resolve("asked");
        String script = "[ \"$1\" = --version ] && echo v >> " + asked;
        Path node = launcher("node", script);
        Callable<StartResult> start = () -> startAndStop(node);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(List.of(start, start, start))) {
                assertThat(result.get()).isInstanceOf(Started.class);
            }
        }
        assertThat(asked).hasContent("v");

        launcher("node", script + " || exit 5");
        assertThat(startAndStop(node)).isInstanceOf(Started.class);
        assertThat(asked).hasContent("v\nv");
    }

    @Test
    void aBrokenLauncherIsRefusedWithItsWordsAndTheRemedyUntilItIsRepaired() throws IOException {
        Path node = launcher("node", "echo \"libfoo is missing\" >&2; exit 127");

        assertThat(startAndStop(node))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains(node + " --version", "code 127", "libfoo is missing", "install Node.js"));

        launcher("node", "exit 0");
        assertThat(startAndStop(node)).isInstanceOf(Started.class);
    }

    @Test
    void aLauncherDoesNotGetTheSecretsWithTheQuestion() throws IOException {
        Path uvx = launcher("uvx", "echo \"key=$API_KEY\"; exit 1");

        assertThat(startAndStop(uvx))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.reason()).contains("key=.").doesNotContain("hunter2"));
    }

    @Test
    void aLauncherThatDoesNotAnswerFailsAndIsEnded() throws IOException {
        Path node = launcher("node", "sleep 1000");
        var spawner = new Spawner(ProcessTable.ofThisPlatform(), ProcessStart.ofThisMachine());
        var check = new VersionCheck(spawner, Duration.ofMillis(200));
        var command = new Spawner.Command(
                "server",
                node,
                List.of("--version"),
                Optional.empty(),
                System.getenv(),
                new Cookie(INSTANCE, "id", 1),
                new LocalProcess.StopPolicy(false, Duration.ZERO));

        assertThat(check.objection(command))
                .get()
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).contains("did not answer"));
    }

    private StartResult startAndStop(Path launcher) {
        var command = new LocalCommand(
                launcher.toString(),
                List.of(),
                Optional.empty(),
                Map.of("API_KEY", new EnvironmentValue("hunter2", true)));
        StartResult result = runtime.start(LaunchPlans.next(command, Transport.STDIO), new CollectedOutput());
        if (result instanceof Started(var server)) {
            server.stop();
        }
        return result;
    }

    private Path launcher(String name, String script) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
