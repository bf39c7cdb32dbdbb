package dev.mcpmanager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.oauth.ManagerAddress;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    Path dir;

    private static Settings defaults(Path dataDir) {
        return new Settings(
                "127.0.0.1",
                8420,
                dataDir,
                true,
                List.of(),
                Duration.ofDays(30),
                2L << 30,
                20 << 20,
                true,
                Optional.empty());
    }

    @Test
    void everyDefault() {
        Settings settings = SettingsSources.load(Map.of(), Map.of("XDG_DATA_HOME", dir.toString()));

        assertThat(settings).isEqualTo(defaults(dir.resolve("mcp-manager")));
    }

    @Test
    void withoutXdgTheDataIsBelowTheHome() {
        assertThat(Settings.defaultDataDir(Map.of("HOME", "/home/me")))
                .isEqualTo(Path.of("/home/me/.local/share/mcp-manager"));
    }

    @Test
    void flagsWinOverVariablesWinOverTheFile() throws IOException {
        Files.writeString(
                dir.resolve("config.yaml"),
                "port: 1\nhost: localhost\nallowed-hosts: [a.example, b.example]\nlog-max-age: 7d\n");
        Map<String, String> variables = Map.of(
                "MCP_MANAGER_DATA_DIR",
                dir.toString(),
                "MCP_MANAGER_PORT",
                "2",
                "MCP_MANAGER_LOG_MAX_SIZE",
                "512MiB",
                "MCP_MANAGER_MAX_MESSAGE_SIZE",
                "1MiB",
                "MCP_MANAGER_RECORD_CALLS",
                "false",
                "MCP_MANAGER_PUBLIC_URL",
                "https://manager.example.org/");

        assertThat(SettingsSources.load(Map.of(), variables))
                .isEqualTo(new Settings(
                        "localhost",
                        2,
                        dir,
                        true,
                        List.of("a.example", "b.example"),
                        Duration.ofDays(7),
                        512L << 20,
                        1 << 20,
                        false,
                        ManagerAddress.publicUrl("https://manager.example.org")));
        assertThat(SettingsSources.load(Map.of("port", "3"), variables).port()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "port, 65536, must be a number from 0 to 65535",
        "port, x, must be a number from 0 to 65535",
        "public-url, http://manager.example.org, must be an address such as https://manager.example.org",
        "public-url, https://manager.example.org/path, must be an address such as https://manager.example.org",
        "no-auth, yes, must be true or false",
        "record-calls, 0, must be true or false",
        "host, '', must not be empty",
        "data-dir, '', must not be empty",
        "log-max-age, 30, must be a duration",
        "log-max-age, 30m, must be a duration",
        "log-max-size, 2GB, must be a size",
        "log-max-size, 4KiB, must be a size",
        "max-message-size, 20MB, must be a size",
        "max-message-size, 1GiB, must be a size",
    })
    void badValuesAreNamed(String key, String value, String message) {
        Map<String, String> flags = new HashMap<>(Map.of("data-dir", dir.toString()));
        flags.put(key, value);

        assertThatThrownBy(() -> SettingsSources.load(flags, Map.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(key + ": " + message);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "::1, true", "localhost, true", "0.0.0.0, false", "192.0.2.1, false"})
    void withoutAuthenticationOnlyOnLoopback(String host, boolean allowed) {
        Map<String, String> flags = Map.of("host", host, "no-auth", "true", "data-dir", dir.toString());
        if (allowed) {
            assertThat(SettingsSources.load(flags, Map.of()).auth()).isFalse();
        } else {
            assertThatThrownBy(() -> SettingsSources.load(flags, Map.of())).hasMessageContaining("loopback");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'prot: 1', prot",
        "'[1]', mapping",
        "'a: [', YAML",
        "'data-dir: /x', data-dir",
        "'host: {a: b}', host",
        "'host: [a, b]', host",
        "'allowed-hosts: [[a]]', allowed-hosts"
    })
    void aBadFileIsNamedWithTheReason(String yaml, String reason) throws IOException {
        Files.writeString(dir.resolve("config.yaml"), yaml);

        assertThatThrownBy(() -> SettingsSources.load(Map.of("data-dir", dir.toString()), Map.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(dir.resolve("config.yaml").toString())
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsLeftEmptyInTheFileOrTheEnvironmentHasItsDefault() throws IOException {
        Files.writeString(dir.resolve("config.yaml"), "host:\nport:\n");
        Map<String, String> variables =
                Map.of("MCP_MANAGER_HOST", "", "MCP_MANAGER_PORT", "", "MCP_MANAGER_DATA_DIR", "");

        Settings settings = SettingsSources.load(Map.of("data-dir", dir.toString()), variables);

        assertThat(settings).isEqualTo(defaults(dir));
    }

    @Test
    void anEmptyFileSetsNothing() throws IOException {
        Files.writeString(dir.resolve("config.yaml"), "# nothing\n");

        assertThat(SettingsSources.load(Map.of("data-dir", dir.toString()), Map.of())
                        .port())
                .isEqualTo(8420);
    }
}
