package dev.mcpmanager.web;

import dev.mcpmanager.api.ProfileView;
import dev.mcpmanager.profile.Profile;
import dev.mcpmanager.profile.Profiles;
import dev.mcpmanager.server.Servers;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Named sets of servers: list, add, read, change, delete. Thread-safe. */
public final class ProfileRoutes implements Routes {
    private static final String ALL = "/api/profiles";
    private static final String ONE = ALL + "/{name}";
    private static final String NAME = "name";

    private final Profiles profiles;
    private final Servers servers;

    public ProfileRoutes(Profiles profiles, Servers servers) {
        this.profiles = profiles;
        this.servers = servers;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(ALL, this::list);
        routes.post(ALL, this::create);
        routes.get(ONE, ctx -> reply(ctx, profiles.get(ctx.pathParam(NAME))));
        routes.patch(ONE, ctx -> reply(ctx, profiles.replace(ctx.pathParam(NAME), RequestBody.object(ctx))));
        routes.delete(ONE, this::delete);
    }

    private void list(Context ctx) {
        Replies.page(
                ctx,
                profiles.list().stream()
                        .map(profile -> ProfileView.of(profile, servers))
                        .toList(),
                null);
    }

    private void create(Context ctx) {
        Profile created = profiles.create(RequestBody.object(ctx));
        ctx.status(201);
        reply(ctx, created);
    }

    private void delete(Context ctx) {
        profiles.delete(ctx.pathParam(NAME));
        ctx.status(204);
    }

    private void reply(Context ctx, Profile profile) {
        Replies.data(ctx, ProfileView.of(profile, servers));
    }
}
