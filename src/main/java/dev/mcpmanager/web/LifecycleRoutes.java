package dev.mcpmanager.web;

import dev.mcpmanager.api.EventView;
import dev.mcpmanager.api.ProblemView;
import dev.mcpmanager.api.StatusView;
import dev.mcpmanager.health.HealthMonitor;
import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.logs.LogSource;
import dev.mcpmanager.logs.RecentLines;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.supervision.EventStore;
import dev.mcpmanager.supervision.EventStore.StoredEvent;
import dev.mcpmanager.supervision.ServerSnapshot;
import dev.mcpmanager.supervision.ServerStatus;
import dev.mcpmanager.supervision.Supervisor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Start, stop, restart, and what became of it. Thread-safe. */
public final class LifecycleRoutes implements Routes {
    private static final String ONE = "/api/servers/{id}";
    private static final int STDERR_LINES = 50;
    private static final int DEFAULT_EVENTS = 50;
    private static final int MAX_EVENTS = 500;

    private final Servers servers;
    private final Supervisor supervisor;
    private final HealthMonitor health;
    private final EventStore events;
    private final InstantSource clock;

    public LifecycleRoutes(
            Servers servers, Supervisor supervisor, HealthMonitor health, EventStore events, InstantSource clock) {
        this.servers = servers;
        this.supervisor = supervisor;
        this.health = health;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(ONE + "/start", ctx -> reach(ctx, "started", ServerStatus.RUNNING, supervisor::start));
        routes.post(ONE + "/stop", ctx -> reach(ctx, "stopped", ServerStatus.STOPPED, supervisor::stop));
        routes.post(ONE + "/restart", ctx -> reach(ctx, "restarted", ServerStatus.RUNNING, supervisor::restart));
        routes.get(
                ONE + "/status",
                ctx -> Replies.data(ctx, status(supervisor.snapshot(find(ctx).id()))));
        routes.get(ONE + "/events", this::events);
        routes.get("/api/status", this::statuses);
    }

    private void statuses(Context ctx) {
        Map<String, StatusView> views = new LinkedHashMap<>();
        Snapshots.of(servers, supervisor)
                .values()
                .forEach(snapshot -> views.put(snapshot.serverId(), status(snapshot)));
        Replies.data(ctx, views);
    }

    private void reach(
            Context ctx, String verb, ServerStatus wanted, Function<String, CompletableFuture<ServerSnapshot>> action) {
        boolean wait = new Query(ctx, "wait").flag("wait", true);
        ServerDefinition server = find(ctx);
        Instant askedAt = clock.instant();
        CompletableFuture<ServerSnapshot> reached = action.apply(server.id());
        if (!wait && !reached.isCompletedExceptionally()) {
            ctx.status(202);
            Replies.data(ctx, status(supervisor.snapshot(server.id())));
            return;
        }
        ServerSnapshot snapshot = reached.join();
        if (snapshot.status() == wanted) {
            Replies.data(ctx, status(snapshot));
        } else {
            ErrorRoutes.reply(ctx, failure(server, verb, snapshot, askedAt));
        }
    }

    private ProblemView failure(ServerDefinition server, String verb, ServerSnapshot snapshot, Instant askedAt) {
        String reason = snapshot.error()
                .or(() -> snapshot.lastExit().map(exit -> "it ended with " + exit))
                .orElse("something else was asked of it meanwhile");
        var problem = new Problem.UpstreamFailed("Server " + server.name() + " could not be " + verb + ": " + reason);
        return Problems.view(problem).withStderr(stderrSince(askedAt, server.id()));
    }

    private List<String> stderrSince(Instant askedAt, String id) {
        List<String> lines = supervisor.lines(id, RecentLines.MAX_LINES).stream()
                .filter(line -> line.source() == LogSource.STDERR && !line.at().isBefore(askedAt))
                .map(LogLine::message)
                .toList();
        return lines.subList(Math.max(0, lines.size() - STDERR_LINES), lines.size());
    }

    private StatusView status(ServerSnapshot snapshot) {
        String id = snapshot.serverId();
        return StatusView.of(
                snapshot,
                health.current(id),
                supervisor.usage(id).orElse(null),
                supervisor.serverInfo(id).orElse(null),
                clock.instant());
    }

    private void events(Context ctx) {
        var query = new Query(ctx, "limit", "before");
        int limit = (int) query.number("limit", 1, MAX_EVENTS, DEFAULT_EVENTS);
        long before = query.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
        List<StoredEvent> found = events.of(find(ctx).id(), before, limit + 1);
        List<StoredEvent> page = found.subList(0, Math.min(limit, found.size()));
        Replies.page(
                ctx,
                page.stream().map(stored -> EventView.of(stored.event())).toList(),
                found.size() > limit ? Long.toString(page.getLast().id()) : null);
    }

    private ServerDefinition find(Context ctx) {
        return servers.get(ctx.pathParam("id"));
    }
}
