package dev.mcpmanager.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileIT {
    @TempDir
    private Path directory;

    @Test
    void theFirstStartMakesATokenForTheOwnerOnly() throws IOException {
        AccessToken token = TokenFile.open(directory);

        Path file = directory.resolve("token");
        assertThat(token.text()).matches("[0-9a-f]{64}");
        assertThat(Files.readString(file)).isEqualTo(token.text() + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void laterStartsKeepTheToken() {
        assertThat(TokenFile.open(directory).text())
                .isEqualTo(TokenFile.open(directory).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-rw----", "rwx------"})
    void aFileThatOthersMayReadIsRefused(String mode) throws IOException {
        TokenFile.open(directory);
        Files.setPosixFilePermissions(directory.resolve("token"), PosixFilePermissions.fromString(mode));

        assertRefused("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "short", "two\nlines of text that are long enough to be one token"})
    void aFileWithoutATokenIsRefused(String content) throws IOException {
        TokenFile.open(directory);
        Files.writeString(directory.resolve("token"), content);

        assertRefused("holds no token");
    }

    @Test
    void aHugeFileIsRefusedUnread() throws IOException {
        TokenFile.open(directory);
        Files.writeString(directory.resolve("token"), "x".repeat(1_000_000));

        assertRefused("holds no token");
    }

    @Test
    void aDirectoryThatIsNotThereIsAClearError() {
        directory = directory.resolve("absent");

        assertRefused("cannot be read or made");
    }

    private void assertRefused(String detail) {
        assertThatThrownBy(() -> TokenFile.open(directory))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(Problem.Unavailable.class))
                .hasMessageContaining(detail)
                .hasMessageContaining(directory.toString());
    }
}
