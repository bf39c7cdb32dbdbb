package dev.mcpmanager.web;

import dev.mcpmanager.api.UsagePointView;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.usage.UsageHistory;
import dev.mcpmanager.usage.UsagePoint;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The memory and CPU that servers used. Thread-safe. */
public final class UsageRoutes implements Routes {
    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);

    private final Servers servers;
    private final UsageHistory history;
    private final InstantSource clock;

    public UsageRoutes(Servers servers, UsageHistory history, InstantSource clock) {
        this.servers = servers;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/servers/{id}/usage/history", this::ofOne);
        routes.get("/api/usage/history", this::ofAll);
    }

    private record Range(Instant from, Instant to) {}

    private Range range(Context ctx) {
        var query = new Query(ctx, "from", "to");
        Instant to = query.instant("to").orElseGet(clock::instant);
        // no instant is that range before an earlier one
        Instant before = to.isBefore(Instant.EPOCH) ? Instant.EPOCH : to;
        Instant from = query.instant("from").orElseGet(() -> before.minus(DEFAULT_RANGE));
        if (!from.isBefore(to)) {
            throw ProblemException.invalid("from", "must be before to");
        }
        return new Range(from, to);
    }

    private void ofOne(Context ctx) {
        Range range = range(ctx);
        String id = servers.get(ctx.pathParam("id")).id();
        Replies.page(ctx, views(history.points(id, range.from(), range.to())), null);
    }

    private void ofAll(Context ctx) {
        Range range = range(ctx);
        Map<String, List<UsagePointView>> views = new LinkedHashMap<>();
        history.points(range.from(), range.to()).forEach((id, points) -> views.put(id, views(points)));
        Replies.data(ctx, views);
    }

    private static List<UsagePointView> views(List<UsagePoint> points) {
        return points.stream().map(UsagePointView::of).toList();
    }
}
