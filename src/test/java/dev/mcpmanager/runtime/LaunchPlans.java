package dev.mcpmanager.runtime;

import dev.mcpmanager.server.ContainerSettings;
import dev.mcpmanager.server.HealthSettings;
import dev.mcpmanager.server.Launch;
import dev.mcpmanager.server.LogLimits;
import dev.mcpmanager.server.RestartSettings;
import dev.mcpmanager.server.ServerConfig;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerType;
import dev.mcpmanager.server.SessionMode;
import dev.mcpmanager.server.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Makes plans for tests: each of another server, {@code server-<n>}, that gets one second to stop. Thread-safe. */
public final class LaunchPlans {
    private static final AtomicLong COUNT = new AtomicLong();

    private LaunchPlans() {}

    public static LaunchPlan next(Launch launch, Transport transport) {
        long number = COUNT.incrementAndGet();
        var definition = new ServerDefinition(
                "id-" + number,
                "server-" + number,
                ServerType.COMMAND,
                launch,
                transport,
                Optional.empty(),
                "/mcp",
                Optional.empty(),
                false,
                RestartSettings.DEFAULT,
                HealthSettings.DEFAULT,
                new ServerConfig(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(1),
                        LogLimits.NONE,
                        ContainerSettings.DEFAULT,
                        SessionMode.SHARED,
                        20,
                        true,
                        Set.of(),
                        false),
                Instant.EPOCH,
                Instant.EPOCH);
        return new LaunchPlan(definition, number, new CompletableFuture<>());
    }
}
