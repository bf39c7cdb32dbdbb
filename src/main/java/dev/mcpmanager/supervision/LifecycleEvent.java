package dev.mcpmanager.supervision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a server's lifecycle history. Immutable; holds no secret.
 *
 * @param run number of the run that it concerns; 0 before the first
 * @param exit how the main process ended, such as {@code code 1} or {@code signal 9 (SIGKILL)}
 * @param stderr the last lines, at most 50, that the run wrote to stderr, oldest first
 */
public record LifecycleEvent(
        String serverId,
        long run,
        EventKind kind,
        String message,
        Optional<String> exit,
        List<String> stderr,
        Instant at) {
    public LifecycleEvent {
        stderr = List.copyOf(stderr);
    }
}
