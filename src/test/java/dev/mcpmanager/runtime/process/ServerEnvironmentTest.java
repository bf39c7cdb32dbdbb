package dev.mcpmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.server.EnvironmentValue;
import dev.mcpmanager.server.Launch.LocalCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerEnvironmentTest {
    private final ServerEnvironment environment =
            new ServerEnvironment(Map.of("HOME", "/home/me", "LANG", "C", "MCP_MANAGER_PORT", "1"));
    private final LocalCommand command = new LocalCommand(
            "sh",
            List.of(),
            Optional.empty(),
            Map.of("LANG", new EnvironmentValue("de", false), "API_KEY", new EnvironmentValue("hunter2", true)));

    @Test
    void aServerGetsTheManagersVariablesButItsOwnSettingsAndHasTheLastWord() {
        assertThat(environment.of(command)).isEqualTo(Map.of("HOME", "/home/me", "LANG", "de", "API_KEY", "hunter2"));
    }

    @Test
    void aSecretIsForTheServerOnly() {
        assertThat(environment.withoutSecrets(command)).isEqualTo(Map.of("HOME", "/home/me", "LANG", "de"));
    }
}
