package dev.mcpmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.runtime.process.ExecutableSearch.Found;
import dev.mcpmanager.runtime.process.ExecutableSearch.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableSearchTest {
    @TempDir
    private Path directory;

    @Test
    void theFirstExecutableOnThePathIsFound() throws IOException {
        file("one/tool", "rw-r--r--");
        Path second = file("two/tool", "rwxr-xr-x");
        file("three/tool", "rwxr-xr-x");

        assertThat(search("one::two:three").find("tool")).isEqualTo(new Found(second));
    }

    @Test
    void aNameWithASlashIsLookedForFromTheWorkingDirectory() throws IOException {
        Path tool = file("bin/tool", "rwxr-xr-x");

        assertThat(search("").find("./bin/tool")).isEqualTo(new Found(tool));
        assertThat(search("").find(tool.toString())).isEqualTo(new Found(tool));
        assertReason(search("bin").find("./tool"), directory + "/tool does not exist", "working directory");
    }

    @Test
    void theReasonNamesWhatWasLookedForAndWhere() {
        assertReason(search("/usr/none:/opt/none").find("tool"), "\"tool\"", "/usr/none, /opt/none", "install it");
        assertReason(search("").find("tool"), "which is empty");
    }

    @Test
    void aLongPathIsShortened() {
        String path = IntStream.range(0, 14).mapToObj(i -> "/none/" + i).collect(Collectors.joining(":"));

        assertReason(search(path).find("tool"), "/none/9 and 4 more");
    }

    @Test
    void theReasonNamesTheRemedyForAKnownLauncher() {
        assertReason(search("/none").find("npx"), "install Node.js");
        assertReason(search("/none").find("uvx"), "install uv");
        assertReason(search("/none").find("python3"), "install Python 3");
    }

    @Test
    void python3IsNamedWherePythonIsMissing() throws IOException {
        Path python3 = file("bin/python3", "rwxr-xr-x");

        assertReason(search("bin").find("python"), "use the command \"python3\"", python3.toString());
    }

    @Test
    void whatIsThereButCannotBeRunIsTold() throws IOException {
        file("bin/tool", "rw-r--r--");

        assertReason(search("bin").find("tool"), "not executable", "chmod +x");
        assertReason(search("").find("bin/tool"), "not executable", "chmod +x");
        assertReason(search("").find("./bin"), "is a directory");
    }

    private ExecutableSearch search(String path) {
        return new ExecutableSearch(directory, path);
    }

    private Path file(String name, String permissions) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.setPosixFilePermissions(Files.createFile(file), PosixFilePermissions.fromString(permissions));
    }

    private static void assertReason(ExecutableSearch.Result result, String... parts) {
        assertThat(result).isInstanceOf(Missing.class);
        assertThat(((Missing) result).reason()).contains(parts);
    }
}
