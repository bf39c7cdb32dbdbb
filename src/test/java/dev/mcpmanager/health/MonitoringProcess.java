package dev.mcpmanager.health;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.supervision.EventKind;
import dev.mcpmanager.supervision.LifecycleEvent;
import dev.mcpmanager.supervision.LifecycleEventRecorded;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Checks one HTTP server each second and prints what it finds, until its input ends: DIRECTORY PORT. */
final class MonitoringProcess {
    private MonitoringProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        var check = new HttpCheck(URI.create("http://127.0.0.1:" + arguments[1]), Optional.empty(), Optional.empty());
        InstantSource time = InstantSource.system();
        var bus = new EventBus();
        try (Database database = Database.open(directory.resolve("a.db"), time);
                HttpClient client = HttpProbe.client()) {
            var servers = new Servers(database, Secrets.open(directory.resolve("secret.key")), bus, time);
            String id = servers.create(Json.LENIENT.readTree("""
                            {"name": "a", "type": "command", "command": "cat", "config": {"startTimeout": "1ms"},
                             "health": {"interval": "1s", "timeout": "1s", "failureThreshold": 1}}
                            """)).id();
            try (var monitor = new HealthMonitor(
                            database,
                            servers,
                            bus,
                            _ -> new HttpProbe(client, check),
                            _ -> {
                                throw new AssertionError("no event was missed");
                            },
                            (_, _, _) -> {},
                            time);
                    var _ = bus.subscribe(HealthUpdated.class, 10_000, update -> System.out.println(update.state()))) {
                for (EventKind kind : new EventKind[] {EventKind.SPAWNED, EventKind.READY}) {
                    bus.publish(new LifecycleEventRecorded(
                            new LifecycleEvent(id, 1, kind, "", Optional.empty(), List.of(), Instant.EPOCH)));
                }
                while (System.in.read() >= 0) {
                    // until the test ends
                }
                System.out.println(
                        monitor.history().summary(id, HealthRange.HOUR).unhealthyChecks() + " unhealthy");
            }
        }
    }
}
