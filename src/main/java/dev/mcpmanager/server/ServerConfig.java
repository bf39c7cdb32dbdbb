package dev.mcpmanager.server;

import java.time.Duration;
import java.util.Set;

/**
 * The settings under {@code config}. Immutable.
 *
 * @param startTimeout how long a stdio server may take to answer the MCP handshake before it counts as running without
 * @param stopTimeout how long all of the server may take to end by itself before it is killed
 * @param logs how long its log is kept
 * @param container what a container may use and see; the default for other types
 * @param sessions whether sessions opened from now on share the process; the default for transport http
 * @param maxSessions most sessions at once that have a process each; the default where they share one
 * @param offered whether the address of all servers has it, too
 * @param disabledTools those that no client sees or can call
 * @param wireTrace whether the messages between the manager and the server are logged
 */
public record ServerConfig(
        Duration startTimeout,
        Duration stopTimeout,
        LogLimits logs,
        ContainerSettings container,
        SessionMode sessions,
        int maxSessions,
        boolean offered,
        Set<String> disabledTools,
        boolean wireTrace) {
    public ServerConfig {
        disabledTools = Set.copyOf(disabledTools);
    }

    public static final ServerConfig DEFAULT = new ServerConfig(
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            LogLimits.NONE,
            ContainerSettings.DEFAULT,
            SessionMode.SHARED,
            20,
            true,
            Set.of(),
            false);
}
