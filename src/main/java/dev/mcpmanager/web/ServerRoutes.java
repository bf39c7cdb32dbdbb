package dev.mcpmanager.web;

import dev.mcpmanager.api.ServerView;
import dev.mcpmanager.health.HealthMonitor;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.supervision.Supervisor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Definitions of servers: list, create, read, change, delete. Thread-safe. */
public final class ServerRoutes implements Routes {
    private static final String ALL = "/api/servers";
    private static final String ONE = ALL + "/{id}";

    private final Servers servers;
    private final Supervisor supervisor;
    private final HealthMonitor health;
    private final Consumer<String> purge;

    /** @param purge removes the history of a server that was deleted, by its id */
    public ServerRoutes(Servers servers, Supervisor supervisor, HealthMonitor health, Consumer<String> purge) {
        this.servers = servers;
        this.supervisor = supervisor;
        this.health = health;
        this.purge = purge;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(ALL, this::list);
        routes.post(ALL, this::create);
        routes.get(ONE, ctx -> Replies.data(ctx, view(find(ctx))));
        routes.patch(ONE, this::change);
        routes.delete(ONE, this::delete);
    }

    private void list(Context ctx) {
        List<ObjectNode> views = new ArrayList<>();
        Snapshots.of(servers, supervisor)
                .forEach((server, snapshot) -> views.add(ServerView.of(server, snapshot, health.current(server.id()))));
        Replies.page(ctx, views, null);
    }

    private void create(Context ctx) {
        ServerDefinition server = servers.create(RequestBody.object(ctx));
        ctx.status(201).header("Location", ALL + "/" + server.id());
        Replies.data(ctx, view(server));
    }

    private void change(Context ctx) {
        ServerDefinition server = servers.patch(find(ctx).id(), RequestBody.object(ctx));
        Replies.data(ctx, view(server));
    }

    private void delete(Context ctx) {
        boolean purged = new Query(ctx, "purge").flag("purge", false);
        String id = find(ctx).id();
        supervisor.remove(id, () -> servers.delete(id)).join();
        if (purged) {
            purge.accept(id);
        }
        ctx.status(204);
    }

    private ServerDefinition find(Context ctx) {
        return servers.get(ctx.pathParam("id"));
    }

    private ObjectNode view(ServerDefinition server) {
        return ServerView.of(server, supervisor.snapshot(server.id()), health.current(server.id()));
    }
}
