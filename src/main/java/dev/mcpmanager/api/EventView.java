package dev.mcpmanager.api;

import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.supervision.LifecycleEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a server's lifecycle history, as {@code GET /servers/{id}/events} and {@code server:event} show it.
 * Immutable.
 *
 * @param kind such as {@code restart-scheduled}
 * @param exit how the main process ended, such as {@code code 1}
 * @param stderr the last lines that the run wrote there, oldest first
 */
public record EventView(
        String serverId,
        long run,
        String kind,
        String message,
        @Nullable String exit,
        List<String> stderr,
        String timestamp) {
    public EventView {
        stderr = List.copyOf(stderr);
    }

    /** Of a definition rather than a run: {@code kind} is created, changed or deleted. */
    public static EventView of(ServerDefinition server, String kind, Instant at) {
        return new EventView(server.id(), 0, kind, server.name(), null, List.of(), WireTime.text(at));
    }

    public static EventView of(LifecycleEvent event) {
        return new EventView(
                event.serverId(),
                event.run(),
                event.kind().text(),
                event.message(),
                event.exit().orElse(null),
                event.stderr(),
                WireTime.text(event.at()));
    }
}
