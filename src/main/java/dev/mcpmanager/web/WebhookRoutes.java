package dev.mcpmanager.web;

import dev.mcpmanager.api.WebhookView;
import dev.mcpmanager.health.Webhooks;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/** Where alerts go: list, add, try, delete. Thread-safe. */
public final class WebhookRoutes implements Routes {
    private static final String ALL = "/api/webhooks";
    private static final String ONE = ALL + "/{name}";

    private final Webhooks webhooks;

    public WebhookRoutes(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(ALL, this::list);
        routes.post(ALL, this::create);
        routes.delete(ONE, this::delete);
        routes.post(ONE + "/test", this::test);
    }

    private void list(Context ctx) {
        Replies.page(ctx, webhooks.list().stream().map(WebhookView::of).toList(), null);
    }

    private void create(Context ctx) {
        var created = webhooks.create(RequestBody.object(ctx));
        ctx.status(201);
        Replies.data(ctx, WebhookView.of(created));
    }

    private void delete(Context ctx) {
        webhooks.delete(ctx.pathParam("name"));
        ctx.status(204);
    }

    private void test(Context ctx) throws InterruptedException {
        webhooks.test(ctx.pathParam("name")).error().ifPresent(reason -> {
            throw new ProblemException(new Problem.UpstreamFailed("The test was not delivered: " + reason));
        });
        Replies.data(ctx, Map.of("delivered", true));
    }
}
