package dev.mcpmanager.supervision;

import dev.mcpmanager.oauth.SignInState;
import dev.mcpmanager.runtime.ContainerDetails;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a server at one moment. Immutable; holds no secret.
 *
 * @param run number of the latest run; 0 before the first
 * @param processId of the main process, while one exists
 * @param container while one exists
 * @param startedAt when the latest run's process was started, while it exists
 * @param restarts how often it was started again without being asked to, since the last start that was asked for
 * @param lastExit how the latest main process ended, such as {@code code 1}
 * @param error why it is in status error, or why it does not answer MCP while it runs
 */
public record ServerSnapshot(
        String serverId,
        ServerStatus status,
        long run,
        Optional<Long> processId,
        Optional<ContainerDetails> container,
        Optional<Instant> startedAt,
        int restarts,
        Optional<String> lastExit,
        Optional<String> error,
        SignInState signIn) {}
