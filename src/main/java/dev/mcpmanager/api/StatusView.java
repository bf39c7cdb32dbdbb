package dev.mcpmanager.api;

import dev.mcpmanager.health.CurrentHealth;
import dev.mcpmanager.mcp.ServerInfo;
import dev.mcpmanager.runtime.ContainerDetails;
import dev.mcpmanager.supervision.ServerSnapshot;
import dev.mcpmanager.supervision.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /servers/{id}/status} shows. Immutable.
 *
 * @param healthStatus {@code unknown}, {@code healthy} or {@code unhealthy}
 * @param healthReason of that
 * @param lastCheck since the manager started
 * @param error why the server is in status error, or why it does not answer MCP while it runs
 * @param signIn null for a server that wants none
 */
public record StatusView(
        String status,
        String healthStatus,
        String healthReason,
        @Nullable HealthCheckView lastCheck,
        @Nullable String error,
        @Nullable SignInView signIn,
        Details details) {

    /**
     * Null where there is no process or container.
     *
     * @param containerStatus such as {@code running}, {@code paused} or {@code running (healthy)}
     * @param ports that a container publishes, such as {@code 127.0.0.1:32768->8080/tcp}
     * @param uptime in milliseconds
     * @param memory in bytes, of the whole tree of processes
     * @param cpu in percent of one core, of the whole tree
     * @param restarts since the last start that was asked for
     * @param lastExit such as {@code code 1} or {@code signal 9 (SIGKILL)}
     * @param mcp while the manager is connected to the server: to one with transport http from the first request on
     */
    public record Details(
            @Nullable Long pid,
            @Nullable String containerId,
            @Nullable String containerStatus,
            @Nullable String image,
            List<String> ports,
            @Nullable String startTime,
            @Nullable Long uptime,
            @Nullable Long memory,
            @Nullable Double cpu,
            int restarts,
            @Nullable String lastExit,
            @Nullable Mcp mcp) {
        public Details {
            ports = List.copyOf(ports);
        }
    }

    /**
     * What the server said of itself.
     *
     * @param era {@code legacy} or {@code modern}
     * @param capabilities names of what it offers, sorted
     */
    public record Mcp(
            String era,
            String protocolVersion,
            @Nullable String name,
            @Nullable String version,
            @Nullable String title,
            @Nullable String instructions,
            List<String> capabilities) {
        public Mcp {
            capabilities = List.copyOf(capabilities);
        }

        private static Mcp of(ServerInfo info) {
            return new Mcp(
                    info.era().name().toLowerCase(Locale.ROOT),
                    info.protocolVersion(),
                    info.name().orElse(null),
                    info.version().orElse(null),
                    info.title().orElse(null),
                    info.instructions().orElse(null),
                    info.capabilityNames().stream().sorted().toList());
        }
    }

    /** Joins what is known of a server at {@code now}. */
    public static StatusView of(
            ServerSnapshot snapshot,
            CurrentHealth health,
            @Nullable Usage usage,
            @Nullable ServerInfo info,
            Instant now) {
        Optional<Instant> startedAt = snapshot.startedAt();
        Optional<ContainerDetails> container = snapshot.container();
        var details = new Details(
                snapshot.processId().orElse(null),
                container.map(ContainerDetails::id).orElse(null),
                container.map(ContainerDetails::status).orElse(null),
                container.map(ContainerDetails::image).orElse(null),
                container.map(ContainerDetails::ports).orElse(List.of()),
                WireTime.text(startedAt),
                startedAt.map(at -> Duration.between(at, now).toMillis()).orElse(null),
                usage == null ? null : usage.memoryBytes(),
                usage == null ? null : Math.round(usage.cpuPercent() * 10) / 10.0,
                snapshot.restarts(),
                snapshot.lastExit().orElse(null),
                info == null ? null : Mcp.of(info));
        return new StatusView(
                snapshot.status().text(),
                health.state().status(),
                health.reason(),
                health.lastCheck().map(HealthCheckView::of).orElse(null),
                snapshot.error().orElse(null),
                SignInView.of(snapshot.signIn()),
                details);
    }
}
