package dev.mcpmanager.runtime.process;

import dev.mcpmanager.runtime.ServerRuntime;
import dev.mcpmanager.runtime.ServerRuntimeContract;
import dev.mcpmanager.server.EnvironmentValue;
import dev.mcpmanager.server.Launch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds what macOS gets, {@code ps} and Perl instead of {@code /proc} and {@code setsid}, to the same contract. */
class FallbackRuntimeIT extends ServerRuntimeContract {
    private final ProcessRuntime runtime = new ProcessRuntime(
            "fallback-it", System.getenv(), new PsProcessTable(), new BuiltStart(ProcessGroups.withPerl()));

    @Override
    protected ServerRuntime runtime() {
        return runtime;
    }

    @Override
    protected Launch shell(String script, Map<String, EnvironmentValue> environment) {
        return new Launch.LocalCommand("sh", List.of("-c", script), Optional.empty(), environment);
    }

    @Override
    protected Launch missing() {
        return Fixtures.command("no-such-command");
    }
}
