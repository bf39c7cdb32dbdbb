package dev.mcpmanager.web;

import io.javalin.config.RoutesConfig;

/** The HTTP routes of one feature; their handlers run on virtual threads, many at once. */
@FunctionalInterface
public interface Routes {

    void addTo(RoutesConfig routes);
}
