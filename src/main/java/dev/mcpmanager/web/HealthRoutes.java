package dev.mcpmanager.web;

import dev.mcpmanager.api.AvailabilityView;
import dev.mcpmanager.api.HealthCheckView;
import dev.mcpmanager.api.HealthPointView;
import dev.mcpmanager.api.HealthSummaryView;
import dev.mcpmanager.api.IncidentView;
import dev.mcpmanager.health.HealthHistory;
import dev.mcpmanager.health.HealthMonitor;
import dev.mcpmanager.health.HealthRange;
import dev.mcpmanager.logs.LogSearch;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.Servers;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How healthy servers are and were. Thread-safe. */
public final class HealthRoutes implements Routes {
    private static final String HEALTH = "/api/servers/{id}/health";
    private static final int DEFAULT_INCIDENTS = 20;
    private static final int MAX_INCIDENTS = 100;
    /** Of one answer, for the stderr of all its incidents. */
    private static final Duration STDERR_TIME = Duration.ofSeconds(2);

    private final Servers servers;
    private final HealthMonitor monitor;
    private final HealthHistory history;
    private final LogSearch logs;

    public HealthRoutes(Servers servers, HealthMonitor monitor, LogSearch logs) {
        this.servers = servers;
        this.monitor = monitor;
        this.history = monitor.history();
        this.logs = logs;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(HEALTH + "/history", this::history);
        routes.get(HEALTH + "/summary", this::summary);
        routes.get(HEALTH + "/incidents", this::incidents);
        routes.post(HEALTH + "/check", this::check);
        routes.get("/api/health/summary", this::summaryOfAll);
    }

    private void history(Context ctx) {
        HealthRange range = range(new Query(ctx, "range"));
        Replies.page(
                ctx,
                history.points(server(ctx), range).stream()
                        .map(HealthPointView::of)
                        .toList(),
                null);
    }

    private void summary(Context ctx) {
        HealthRange range = range(new Query(ctx, "range"));
        Replies.data(ctx, HealthSummaryView.of(range, history.summary(server(ctx), range)));
    }

    private void summaryOfAll(Context ctx) {
        HealthRange range = range(new Query(ctx, "range"));
        Replies.data(ctx, AvailabilityView.OfAll.of(range, history.availabilities(range)));
    }

    private void incidents(Context ctx) {
        var query = new Query(ctx, "range", "limit");
        HealthRange range = range(query);
        int limit = (int) query.number("limit", 1, MAX_INCIDENTS, DEFAULT_INCIDENTS);
        String id = server(ctx);
        var stderr = new LastWords(logs, STDERR_TIME);
        List<IncidentView> incidents = history.incidents(id, range, limit).stream()
                .map(incident -> IncidentView.of(incident, stderr.before(id, incident)))
                .toList();
        Replies.page(ctx, incidents, null);
    }

    private void check(Context ctx) {
        Replies.data(ctx, HealthCheckView.of(monitor.check(server(ctx)).join()));
    }

    private static HealthRange range(Query query) {
        String text = query.text("range");
        if (text == null) {
            return HealthRange.DAY;
        }
        return HealthRange.parse(text)
                .orElseThrow(() -> ProblemException.invalid(
                        "range",
                        "must be one of "
                                + Arrays.stream(HealthRange.values())
                                        .map(HealthRange::text)
                                        .collect(Collectors.joining(", "))));
    }

    private String server(Context ctx) {
        return servers.get(ctx.pathParam("id")).id();
    }
}
