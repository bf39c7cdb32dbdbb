package dev.mcpmanager.runtime.process;

import dev.mcpmanager.server.EnvironmentValue;
import dev.mcpmanager.server.Launch.LocalCommand;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The environment that a server gets: the manager's own without {@code MCP_MANAGER_*}, and the server's over it.
 * Immutable.
 */
final class ServerEnvironment {
    private static final String OWN_PREFIX = "MCP_MANAGER_";

    private final Map<String, String> inherited;

    /** @param managers the manager's own environment */
    ServerEnvironment(Map<String, String> managers) {
        var kept = new HashMap<>(managers);
        kept.keySet().removeIf(name -> name.startsWith(OWN_PREFIX));
        this.inherited = Map.copyOf(kept);
    }

    /** Holds secrets in plain text: for the server's process only. */
    Map<String, String> of(LocalCommand command) {
        return with(command, value -> true);
    }

    /** For a process that is not yet the server. */
    Map<String, String> withoutSecrets(LocalCommand command) {
        return with(command, value -> !value.secret());
    }

    private Map<String, String> with(LocalCommand command, Predicate<EnvironmentValue> wanted) {
        var environment = new HashMap<>(inherited);
        command.environment().forEach((name, value) -> {
            if (wanted.test(value)) {
                environment.put(name, value.value());
            }
        });
        return environment;
    }
}
