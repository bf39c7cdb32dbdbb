package dev.mcpmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.runtime.StartResult.Refused;
import dev.mcpmanager.server.Launch.LocalCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

    @TempDir
    private Path directory;

    @Test
    void whatCanBeStartedIsReady() {
        var result = Preflight.check(command("sh", directory.toString()), ENVIRONMENT);

        assertThat(result).isInstanceOfSatisfying(Preflight.Ready.class, ready -> {
            assertThat(ready.executable()).isAbsolute().isExecutable();
            assertThat(ready.directory()).contains(directory);
        });
    }

    @Test
    void theWorkingDirectoryMustBeOne() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertRefused(command("sh", directory + "/none"), directory + "/none does not exist");
        assertRefused(command("sh", file.toString()), file + " is not a directory");
    }

    @Test
    void aCommandThatNoProcessCanHaveIsRefused() {
        assertRefused(Fixtures.command(""), "command is empty");
        assertRefused(Fixtures.command("a\0b"), "NUL");
        assertRefused(Fixtures.command("sh", "-c", "a\0b"), "NUL");
        assertRefused(Fixtures.command("no-such-command"), "no-such-command", "/usr/bin, /bin");
    }

    @Test
    void anIllegalVariableIsNamedButNotItsValue() {
        assertThat(reason(Fixtures.command("sh"), Map.of("A=B", "hunter2")))
                .contains("\"A=B\"")
                .doesNotContain("hunter2");
        assertThat(reason(Fixtures.command("sh"), Map.of("KEY", "hunter2\0")))
                .contains("KEY", "NUL")
                .doesNotContain("hunter2");
    }

    private static LocalCommand command(String command, String directory) {
        return new LocalCommand(command, List.of(), Optional.of(directory), Map.of());
    }

    private static void assertRefused(LocalCommand command, String... parts) {
        assertThat(reason(command, ENVIRONMENT)).contains(parts);
    }

    private static String reason(LocalCommand command, Map<String, String> environment) {
        var result = (Preflight.Objection) Preflight.check(command, environment);
        return ((Refused) result.result()).reason();
    }
}
