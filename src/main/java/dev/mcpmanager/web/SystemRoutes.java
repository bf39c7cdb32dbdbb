package dev.mcpmanager.web;

import dev.mcpmanager.api.SystemView;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.supervision.ServerStatus;
import dev.mcpmanager.supervision.Supervisor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The manager itself: whether it lives, how it is, and its API's description. Thread-safe. */
public final class SystemRoutes implements Routes {
    static final String HEALTH_PATH = "/healthz";

    private final String version;
    private final Path databaseFile;
    private final Database database;
    private final LogStatus logs;
    private final Servers servers;
    private final Supervisor supervisor;
    private final Supplier<Optional<String>> engineTrouble;
    private final InstantSource clock;
    private final Instant startedAt;

    /**
     * @param databaseFile in the data directory
     * @param engineTrouble why the container engine cannot be reached, if a server needs it
     */
    public SystemRoutes(
            String version,
            Path databaseFile,
            Database database,
            LogStatus logs,
            Servers servers,
            Supervisor supervisor,
            Supplier<Optional<String>> engineTrouble,
            InstantSource clock) {
        this.version = version;
        this.databaseFile = databaseFile.toAbsolutePath();
        this.database = database;
        this.logs = logs;
        this.servers = servers;
        this.supervisor = supervisor;
        this.engineTrouble = engineTrouble;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(HEALTH_PATH, ctx -> ctx.result("ok\n"));
        routes.get("/api/system", this::system);
        routes.get(
                "/api/openapi.yaml",
                ctx -> ctx.contentType("application/yaml").result(PageRoutes.resource("/openapi.yaml")));
    }

    private void system(Context ctx) {
        var storage =
                SystemView.Storage.of(databaseFile.toString(), DatabaseFiles.size(databaseFile), database.health());
        Replies.data(
                ctx,
                SystemView.of(
                        version,
                        startedAt,
                        clock.instant(),
                        String.valueOf(databaseFile.getParent()),
                        count(),
                        storage,
                        logs.view(),
                        engineTrouble.get()));
    }

    private Map<String, Integer> count() {
        var snapshots = Snapshots.of(servers, supervisor).values();
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("total", snapshots.size());
        for (ServerStatus status : ServerStatus.values()) {
            counts.put(status.text(), 0);
        }
        snapshots.forEach(snapshot -> counts.merge(snapshot.status().text(), 1, Integer::sum));
        return counts;
    }
}
