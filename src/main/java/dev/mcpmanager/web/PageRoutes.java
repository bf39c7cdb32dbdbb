package dev.mcpmanager.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The page: static files out of the jar, open to all, since they hold no data. Immutable and thread-safe. */
final class PageRoutes implements Routes {
    private static final String INDEX = "/index.html";

    /** Addresses within the page, of which its own router shows the right part. */
    private static final Set<String> VIEWS = Set.of(
            "/",
            "/servers",
            "/servers/{name}",
            "/servers/{name}/{tab}",
            "/add",
            "/logs",
            "/connect",
            "/alerts",
            "/system");

    private static final Pattern VIEW = Pattern.compile("/(servers(/[a-z0-9-]+){0,2}|add|logs|connect|alerts|system)?");

    /** As the build lists them; each is compressed. */
    private static final Set<String> FILES = new String(resource("/web/files.txt"), StandardCharsets.UTF_8)
            .lines()
            .collect(Collectors.toUnmodifiableSet());

    static final Set<String> PATHS =
            Stream.concat(VIEWS.stream(), FILES.stream()).collect(Collectors.toUnmodifiableSet());

    /** Whether there is a part of the page at a path that is spelled as a client sent it. */
    static boolean has(String path) {
        return FILES.contains(path) || VIEW.matcher(path).matches();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        VIEWS.forEach(path -> routes.get(path, ctx -> send(ctx, INDEX)));
        FILES.forEach(path -> routes.get(path, ctx -> send(ctx, path)));
    }

    private static void send(Context ctx, String file) {
        if (file.startsWith("/assets/")) {
            // their names change with their content
            ctx.header("Cache-Control", "public, max-age=31536000, immutable");
        }
        ctx.header("Vary", "Accept-Encoding").contentType(contentType(file));
        byte[] compressed = resource("/web" + file + ".gz");
        String accepted = ctx.header("Accept-Encoding");
        if (accepted != null && accepted.contains("gzip")) {
            ctx.header("Content-Encoding", "gzip").result(compressed);
        } else {
            ctx.result(decompressed(compressed));
        }
    }

    private static String contentType(String file) {
        return switch (file.substring(file.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            case String unknown ->
                throw new IllegalStateException("The page has a file of a kind that is not served: " + unknown);
        };
    }

    private static InputStream decompressed(byte[] compressed) {
        try {
            return new GZIPInputStream(new ByteArrayInputStream(compressed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(PageRoutes.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
