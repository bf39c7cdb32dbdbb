package dev.mcpmanager.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsIT {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void path() {
        file = directory.resolve("secret.key");
    }

    private void assertUnusable(String reason) {
        Secrets secrets = Secrets.open(file);
        assertThatThrownBy(() -> secrets.encrypt("a", "text"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(Problem.Unavailable.class))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason);
        assertThat(secrets.decrypt("a", "v1:AAAA"))
                .isInstanceOfSatisfying(
                        Decrypted.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).contains(file.toString(), reason));
    }

    @Test
    void theKeyIsMadeOnceForItsOwnerOnly() throws IOException {
        String encrypted = Secrets.open(file).encrypt("a", "text");
        assertThat(Files.size(file)).isEqualTo(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Secrets.open(file).decrypt("a", encrypted)).isEqualTo(new Decrypted.Plain("text"));
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "Grüße, 世界 🙂", "-----BEGIN KEY-----\nabc\n"})
    void whatWasEncryptedIsDecrypted(String text) {
        Secrets secrets = Secrets.open(file);
        String encrypted = secrets.encrypt("place", text);
        assertThat(encrypted).startsWith("v1:");
        assertThat(secrets.decrypt("place", encrypted)).isEqualTo(new Decrypted.Plain(text));
    }

    @Test
    void theSameTextIsNeverEncryptedTheSame() {
        Secrets secrets = Secrets.open(file);
        assertThat(secrets.encrypt("a", "text")).isNotEqualTo(secrets.encrypt("a", "text"));
    }

    @Test
    void anotherPlaceKeyOrTextIsUnreadable() throws IOException {
        Secrets secrets = Secrets.open(file);
        String encrypted = secrets.encrypt("a", "text");
        assertThat(secrets.decrypt("b", encrypted)).isInstanceOf(Decrypted.Unreadable.class);
        char changed = encrypted.charAt(20) == 'A' ? 'B' : 'A';
        assertThat(secrets.decrypt("a", encrypted.substring(0, 20) + changed + encrypted.substring(21)))
                .isInstanceOf(Decrypted.Unreadable.class);
        Files.delete(file);
        assertThat(Secrets.open(file).decrypt("a", encrypted)).isInstanceOf(Decrypted.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1:", "v1:AAAA", "v1:***", "v2:AAAA", "plain"})
    void whatIsNoEncryptedTextIsUnreadable(String text) {
        assertThat(Secrets.open(file).decrypt("a", text)).isInstanceOf(Decrypted.Unreadable.class);
    }

    @Test
    void aDecryptedTextDoesNotShow() {
        assertThat(new Decrypted.Plain("s3cr3t").toString()).doesNotContain("s3cr3t");
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws IOException {
        Secrets.open(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertUnusable("chmod 600");
    }

    @Test
    void aKeyOfTheWrongSizeIsRefusedAndNotReplaced() throws IOException {
        Secrets.open(file);
        Files.write(file, new byte[31]);
        assertUnusable("31 bytes instead of 32");
        assertThat(Files.size(file)).isEqualTo(31);
    }

    @Test
    void aKeyThatCannotBeMadeIsReported() {
        file = directory.resolve("none/secret.key");
        assertUnusable("cannot be read or made");
    }
}
