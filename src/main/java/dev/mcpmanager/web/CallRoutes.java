package dev.mcpmanager.web;

import dev.mcpmanager.api.CallPointView;
import dev.mcpmanager.api.CallSummaryView;
import dev.mcpmanager.api.CallView;
import dev.mcpmanager.calls.CallHistory;
import dev.mcpmanager.calls.CallKind;
import dev.mcpmanager.calls.CallRange;
import dev.mcpmanager.calls.Outcome;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.Servers;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What clients called, and how that went. Thread-safe. */
public final class CallRoutes implements Routes {
    private static final String CALLS = "/api/servers/{id}/calls";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    private final Servers servers;
    private final CallHistory history;

    public CallRoutes(Servers servers, CallHistory history) {
        this.servers = servers;
        this.history = history;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(CALLS, this::calls);
        routes.get(CALLS + "/summary", ctx -> summary(ctx, Optional.of(server(ctx))));
        routes.get(CALLS + "/history", ctx -> history(ctx, Optional.of(server(ctx))));
        routes.get("/api/calls/summary", ctx -> summary(ctx, Optional.empty()));
        routes.get("/api/calls/history", ctx -> history(ctx, Optional.empty()));
    }

    private void calls(Context ctx) {
        var query = new Query(ctx, "limit", "before", "method", "name", "client", "outcome");
        int limit = (int) query.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        CallHistory.Page page = history.page(
                        server(ctx), wanted(query), Optional.ofNullable(query.text("before")), limit)
                .orElseThrow(() -> ProblemException.invalid("before", "must be the next of an earlier page"));
        Replies.page(
                ctx,
                page.calls().stream().map(CallView::of).toList(),
                page.next().orElse(null));
    }

    private static Predicate<CallKind> wanted(Query query) {
        String method = query.text("method");
        String name = query.text("name");
        String client = query.text("client");
        Outcome outcome = outcome(query.text("outcome"));
        return kind -> (method == null || kind.method().equals(method))
                && (name == null || kind.name().equals(name))
                && (client == null || kind.client().equals(client))
                && (outcome == null || kind.outcome() == outcome);
    }

    private static @Nullable Outcome outcome(@Nullable String text) {
        return text == null
                ? null
                : Outcome.parse(text)
                        .orElseThrow(() -> ProblemException.invalid(
                                "outcome",
                                "must be one of "
                                        + Arrays.stream(Outcome.values())
                                                .map(Outcome::text)
                                                .collect(Collectors.joining(", "))));
    }

    private void summary(Context ctx, Optional<String> server) {
        Replies.page(
                ctx,
                history.summary(server, range(ctx)).stream()
                        .map(CallSummaryView::of)
                        .toList(),
                null);
    }

    private void history(Context ctx, Optional<String> server) {
        CallRange range = range(ctx);
        Replies.page(
                ctx,
                history.points(server, range).stream()
                        .map(point -> CallPointView.of(range, point))
                        .toList(),
                null);
    }

    private static CallRange range(Context ctx) {
        String text = new Query(ctx, "range").text("range");
        if (text == null) {
            return CallRange.HOUR;
        }
        return CallRange.parse(text)
                .orElseThrow(() -> ProblemException.invalid(
                        "range",
                        "must be one of "
                                + Arrays.stream(CallRange.values())
                                        .map(CallRange::text)
                                        .collect(Collectors.joining(", "))));
    }

    private String server(Context ctx) {
        return servers.get(ctx.pathParam("id")).id();
    }
}
