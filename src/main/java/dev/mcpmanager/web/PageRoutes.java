package dev.mcpmanager.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The page: static files out of the jar, open to all, since they hold no data. Stateless. */
final class PageRoutes implements Routes {
    private record Asset(String resource, String contentType) {}

    private static final Map<String, Asset> ASSETS = Map.of(
            "/", new Asset("/web/index.html", "text/html; charset=utf-8"),
            "/app.js", new Asset("/web/app.js", "text/javascript; charset=utf-8"),
            "/health.js", new Asset("/web/health.js", "text/javascript; charset=utf-8"),
            "/log.js", new Asset("/web/log.js", "text/javascript; charset=utf-8"),
            "/webhooks.js", new Asset("/web/webhooks.js", "text/javascript; charset=utf-8"),
            "/style.css", new Asset("/web/style.css", "text/css; charset=utf-8"),
            "/icon.svg", new Asset("/web/icon.svg", "image/svg+xml"));

    static final Set<String> PATHS = ASSETS.keySet();

    @Override
    public void addTo(RoutesConfig routes) {
        ASSETS.forEach((path, asset) -> routes.get(path, ctx -> send(ctx, asset)));
    }

    private static void send(Context ctx, Asset asset) {
        ctx.contentType(asset.contentType()).result(resource(asset.resource()));
    }

    static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(PageRoutes.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
