package dev.mcpmanager.metrics;

import dev.mcpmanager.calls.CallCounters;
import dev.mcpmanager.health.HealthMonitor;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.supervision.ServerStatus;
import dev.mcpmanager.supervision.Supervisor;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes how things are now in Prometheus' text format, version 0.0.4. Thread-safe: holds nothing, all is read when it is
 * asked for.
 */
public final class Metrics {
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    static final String PREFIX = "mcp_manager_";

    private final String version;
    private final Servers servers;
    private final Supervisor supervisor;
    private final HealthMonitor health;
    private final CallCounters calls;

    public Metrics(String version, Servers servers, Supervisor supervisor, HealthMonitor health, CallCounters calls) {
        this.version = version;
        this.servers = servers;
        this.supervisor = supervisor;
        this.health = health;
        this.calls = calls;
    }

    /** Writes them all, and leaves {@code out} open. */
    public void write(OutputStream out) throws IOException {
        List<ServerDefinition> known = servers.list();
        var all = MetricSnapshots.builder()
                .metricSnapshot(InfoSnapshot.builder()
                        .name(PREFIX + "build")
                        .help("The version of the manager.")
                        .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                                .labels(Labels.of("version", version))
                                .build())
                        .build());
        servers(known).forEach(each -> all.metricSnapshot(each.build()));
        new CallMetrics(known, calls.totals()).addTo(all);
        PrometheusTextFormatWriter.create().write(out, all.build());
    }

    private List<GaugeSnapshot.Builder> servers(List<ServerDefinition> known) {
        var running = gauge("server_running", "Whether the server runs: 1 or 0.");
        var healthy = gauge("server_healthy", "Whether the server's last check was good: 1 or 0; absent if unknown.");
        var restarts = gauge("server_restarts", "Restarts that nobody asked for since the last start.");
        var memory = gauge("server_memory_bytes", "Resident memory of the server's processes.");
        var cpu = gauge("server_cpu_cores", "Cores that the server's processes use.");
        var processes = gauge("server_processes", "Processes of the server.");
        for (ServerDefinition server : known) {
            var snapshot = supervisor.snapshot(server.id());
            add(running, server, snapshot.status() == ServerStatus.RUNNING ? 1 : 0);
            add(restarts, server, snapshot.restarts());
            switch (health.current(server.id()).state()) {
                case HEALTHY -> add(healthy, server, 1);
                case UNHEALTHY -> add(healthy, server, 0);
                case UNKNOWN, STOPPED, UNOBSERVED -> {}
            }
            supervisor.usage(server.id()).ifPresent(usage -> {
                add(memory, server, (double) usage.memoryBytes());
                add(cpu, server, usage.cpuPercent() / 100);
                add(processes, server, usage.processes());
            });
        }
        return List.of(running, healthy, restarts, memory, cpu, processes);
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(PREFIX + name).help(help);
    }

    private static void add(GaugeSnapshot.Builder gauge, ServerDefinition server, double value) {
        gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(Labels.of("server", server.name(), "type", server.type().text()))
                .value(value)
                .build());
    }
}
