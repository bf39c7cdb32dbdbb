package dev.mcpmanager.web;

import dev.mcpmanager.api.HistogramView;
import dev.mcpmanager.api.LogLineView;
import dev.mcpmanager.api.LogPageView;
import dev.mcpmanager.logs.LogFilter;
import dev.mcpmanager.logs.LogHistogram;
import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.logs.LogPage;
import dev.mcpmanager.logs.LogQuery;
import dev.mcpmanager.logs.LogSearch;
import dev.mcpmanager.logs.LogStatistics;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.supervision.Supervisor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What servers printed: the latest, searches, counts over time. Thread-safe. */
public final class LogRoutes implements Routes {
    private static final int DEFAULT_LINES = 100;
    private static final int DEFAULT_BUCKETS = 60;
    private static final int DEFAULT_CONTEXT = 20;
    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);
    /** No instant is that range before an earlier one. */
    private static final Instant EARLIEST = Instant.MIN.plus(DEFAULT_RANGE);

    private final Servers servers;
    private final Supervisor supervisor;
    private final LogSearch search;
    private final LogStatistics statistics;
    private final InstantSource clock;

    public LogRoutes(
            Servers servers, Supervisor supervisor, LogSearch search, LogStatistics statistics, InstantSource clock) {
        this.servers = servers;
        this.supervisor = supervisor;
        this.search = search;
        this.statistics = statistics;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/servers/{id}/logs", this::latest);
        routes.get("/api/servers/{id}/logs/search", ctx -> search(ctx, server(ctx)));
        routes.get("/api/servers/{id}/logs/context", this::context);
        routes.get("/api/servers/{id}/logs/histogram", ctx -> histogram(ctx, server(ctx)));
        routes.get("/api/logs/search", ctx -> search(ctx, Optional.empty()));
        routes.get("/api/logs/histogram", ctx -> histogram(ctx, Optional.empty()));
    }

    private void latest(Context ctx) {
        var query = new Query(ctx, "limit", "before");
        int limit = (int) query.number("limit", 1, LogQuery.MAX_LIMIT, DEFAULT_LINES);
        long before = query.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
        String id = servers.get(ctx.pathParam("id")).id();
        List<LogLine> recent = supervisor.lines(id, limit).reversed();
        if (before == Long.MAX_VALUE && recent.size() == limit) {
            Replies.page(ctx, views(recent), Long.toString(recent.getLast().sequence()));
            return;
        }
        LogPage page = search.search(
                new LogQuery(LogFilter.ofServer(id), Optional.of(before), limit, LogQuery.DEFAULT_TIME_LIMIT));
        Replies.page(ctx, views(page.lines()), page.next().map(String::valueOf).orElse(null));
    }

    private void search(Context ctx, Optional<String> server) throws IOException {
        var query = new Query(ctx, LogParameters.names("limit", "cursor"));
        int limit = (int) query.number("limit", 1, LogQuery.MAX_LIMIT, DEFAULT_LINES);
        long before = query.number("cursor", 1, Long.MAX_VALUE, Long.MAX_VALUE);
        LogFilter filter = LogParameters.filter(query, server);
        var wanted = new LogQuery(filter, Optional.of(before), limit, LogQuery.DEFAULT_TIME_LIMIT);
        if (SearchStream.MEDIA_TYPE.equals(ctx.header("Accept"))) {
            ctx.contentType(SearchStream.MEDIA_TYPE);
            var stream = new SearchStream(ctx.res().getOutputStream());
            stream.end(search.search(wanted, stream));
        } else {
            Replies.whole(ctx, LogPageView.of(search.search(wanted)));
        }
    }

    private void context(Context ctx) {
        var query = new Query(ctx, "sequence", "before", "after");
        long sequence = query.number("sequence", 1, Long.MAX_VALUE - 1, 0);
        if (sequence == 0) {
            throw ProblemException.invalid("sequence", "is required: that of the line to show with those around it");
        }
        int before = (int) query.number("before", 0, LogSearch.MAX_CONTEXT, DEFAULT_CONTEXT);
        int after = (int) query.number("after", 0, LogSearch.MAX_CONTEXT, DEFAULT_CONTEXT);
        String id = servers.get(ctx.pathParam("id")).id();
        Replies.page(ctx, views(search.context(id, sequence, before, after)), null);
    }

    private void histogram(Context ctx, Optional<String> server) {
        var query = new Query(ctx, LogParameters.namesWithoutText("buckets"));
        LogFilter filter = LogParameters.filter(query, server);
        Instant to = filter.to().orElseGet(clock::instant);
        Instant from = filter.from().orElseGet(() -> to.isBefore(EARLIEST) ? Instant.MIN : to.minus(DEFAULT_RANGE));
        int buckets = (int) query.number("buckets", 1, LogHistogram.MAX_BUCKETS, DEFAULT_BUCKETS);
        Replies.data(ctx, HistogramView.of(statistics.histogram(filter, from, to, buckets)));
    }

    private Optional<String> server(Context ctx) {
        return Optional.of(servers.get(ctx.pathParam("id")).id());
    }

    private static List<LogLineView> views(List<LogLine> lines) {
        return lines.stream().map(LogLineView::of).toList();
    }
}
