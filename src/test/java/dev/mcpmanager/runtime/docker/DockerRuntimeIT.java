package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.runtime.ServerRuntime;
import dev.mcpmanager.runtime.ServerRuntimeContract;
import dev.mcpmanager.server.EnvironmentValue;
import dev.mcpmanager.server.Launch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

/** Holds {@link DockerRuntime} to the contract of all runtimes, with a real engine. */
class DockerRuntimeIT extends ServerRuntimeContract {
    private static final DockerRuntime RUNTIME = new DockerRuntime("contract-it", TestEngine.environment());

    private static final EmptyRegistry REGISTRY = new EmptyRegistry();

    @AfterAll
    static void close() {
        REGISTRY.close();
        RUNTIME.close();
    }

    @Override
    protected ServerRuntime runtime() {
        return RUNTIME;
    }

    @Override
    protected Launch shell(String script, Map<String, EnvironmentValue> environment) {
        return new Launch.ContainerImage(TestEngine.SHELL, Optional.of("sh"), List.of("-c", script), environment);
    }

    @Override
    protected Launch missing() {
        return new Launch.ContainerImage(REGISTRY.image(), Optional.empty(), List.of(), Map.of());
    }
}
