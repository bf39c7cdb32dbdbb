package dev.mcpmanager.web;

import dev.mcpmanager.logs.LogExport;
import dev.mcpmanager.logs.LogFilter;
import dev.mcpmanager.logs.LogFormat;
import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.logs.LogStore;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.Servers;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;

/**
 * Streams of all wanted lines, whatever their number, compressed for clients that accept gzip; at most
 * {@value #MAX_EXPORTS} at once, as each holds a block of each server in memory. Thread-safe.
 */
public final class LogExportRoutes implements Routes {
    static final int MAX_EXPORTS = 16;

    private final Semaphore places = new Semaphore(MAX_EXPORTS);
    private final Servers servers;
    private final LogStore store;

    public LogExportRoutes(Servers servers, LogStore store) {
        this.servers = servers;
        this.store = store;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/servers/{id}/logs/export", ctx -> {
            var server = servers.get(ctx.pathParam("id"));
            export(ctx, Optional.of(server.id()), server.name() + "-logs");
        });
        routes.get("/api/logs/export", ctx -> export(ctx, Optional.empty(), "logs"));
    }

    private void export(Context ctx, Optional<String> server, String name) throws IOException {
        var query = new Query(ctx, LogParameters.names("format"));
        LogFilter filter = LogParameters.filter(query, server);
        String word = Optional.ofNullable(query.text("format")).orElse(LogFormat.JSON.text());
        LogFormat format = LogFormat.parse(word)
                .orElseThrow(() -> ProblemException.invalid("format", "must be json, ndjson, csv or txt"));
        if (!places.tryAcquire()) {
            throw new ProblemException(new Problem.Unavailable("There are " + MAX_EXPORTS
                    + " exports under way, the most possible: try again when one has ended"));
        }
        try {
            write(ctx, format, server, filter, name);
        } finally {
            places.release();
        }
    }

    private void write(Context ctx, LogFormat format, Optional<String> server, LogFilter filter, String name)
            throws IOException {
        Iterator<LogLine> stored = new LogExport(store, filter, 0);
        Iterator<LogLine> lines = format == LogFormat.TXT && server.isEmpty() ? named(stored) : stored;
        ctx.contentType(format.mediaType());
        ctx.header("Content-Disposition", "attachment; filename=\"" + name + "." + format.text() + "\"");
        ctx.header("Vary", "Accept-Encoding");
        if (acceptsGzip(ctx)) {
            ctx.header("Content-Encoding", "gzip");
            var out = new GZIPOutputStream(ctx.res().getOutputStream(), 1 << 14);
            format.write(lines, out);
            // not closed if that fails: what was cut off must not look whole
            out.finish();
        } else {
            OutputStream out = ctx.res().getOutputStream();
            format.write(lines, out);
        }
    }

    /** A text has no place for the server but the message. */
    private Iterator<LogLine> named(Iterator<LogLine> lines) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public LogLine next() {
                LogLine line = lines.next();
                String id = line.serverId();
                return line.withMessage(
                        servers.find(id).map(ServerDefinition::name).orElse(id) + ": " + line.message());
            }
        };
    }

    /** RFC 9110, section 12.5.3, but that of {@code *}, which nobody sends. */
    private static boolean acceptsGzip(Context ctx) {
        String accepted = Optional.ofNullable(ctx.header("Accept-Encoding")).orElse("");
        return Arrays.stream(accepted.split(","))
                .map(each -> each.replace(" ", ""))
                .anyMatch(each ->
                        each.equalsIgnoreCase("gzip") || (each.startsWith("gzip;q=") && !each.matches(".*=0[.0]*")));
    }
}
