package dev.mcpmanager.web;

import io.javalin.config.RoutesConfig;

/** The manager itself: whether it lives, what it is, and its API's description. Thread-safe. */
public final class SystemRoutes implements Routes {
    static final String HEALTH_PATH = "/healthz";

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(HEALTH_PATH, ctx -> ctx.result("ok\n"));
    }
}
