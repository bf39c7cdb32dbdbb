package dev.mcpmanager.web;

import dev.mcpmanager.metrics.Metrics;
import io.javalin.config.RoutesConfig;

/** Metrics for Prometheus and what reads its format. Thread-safe. */
public final class MetricsRoutes implements Routes {
    private final Metrics metrics;

    public MetricsRoutes(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(
                "/metrics",
                ctx -> metrics.write(ctx.contentType(Metrics.CONTENT_TYPE).outputStream()));
    }
}
