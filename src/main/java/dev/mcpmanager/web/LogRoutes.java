package dev.mcpmanager.web;

import dev.mcpmanager.api.LogLineView;
import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.logs.RecentLines;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.supervision.Supervisor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** What servers printed lately, as it is kept in memory. Thread-safe. */
public final class LogRoutes implements Routes {
    private static final int DEFAULT_LINES = 100;

    private final Servers servers;
    private final Supervisor supervisor;

    public LogRoutes(Servers servers, Supervisor supervisor) {
        this.servers = servers;
        this.supervisor = supervisor;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/servers/{id}/logs", this::lines);
    }

    private void lines(Context ctx) {
        var query = new Query(ctx, "limit", "before");
        int limit = (int) query.number("limit", 1, RecentLines.MAX_LINES, DEFAULT_LINES);
        long before = query.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
        String id = servers.get(ctx.pathParam("id")).id();
        List<LogLine> older = supervisor.lines(id, RecentLines.MAX_LINES).reversed().stream()
                .filter(line -> line.sequence() < before)
                .toList();
        List<LogLine> page = older.subList(0, Math.min(limit, older.size()));
        Replies.page(
                ctx,
                page.stream().map(LogLineView::of).toList(),
                older.size() > limit ? Long.toString(page.getLast().sequence()) : null);
    }
}
