package dev.mcpmanager.web;

import dev.mcpmanager.api.ImportView;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.ClientConfigExport;
import dev.mcpmanager.server.ClientConfigImport;
import dev.mcpmanager.server.ConfigClient;
import dev.mcpmanager.server.Servers;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Moving in from and out to the configuration files of MCP clients. Thread-safe. */
public final class TransferRoutes implements Routes {
    /** Most bytes of a file to import. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private final Servers servers;
    private final ClientConfigImport importer;

    public TransferRoutes(Servers servers, ClientConfigImport importer) {
        this.servers = servers;
        this.importer = importer;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/api/import", this::importFile);
        routes.get("/api/export", this::export);
    }

    private void importFile(Context ctx) {
        var report = importer.run(text(RequestBody.bytes(ctx, MAX_BYTES)));
        Replies.page(ctx, report.stream().map(ImportView::of).toList(), null);
    }

    private void export(Context ctx) {
        ConfigClient client = Optional.ofNullable(new Query(ctx, "client").text("client"))
                .flatMap(ConfigClient::parse)
                .orElseThrow(() -> ProblemException.invalid("client", "must be claude, cursor or vscode"));
        Replies.data(ctx, ClientConfigExport.of(client, servers.list()));
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.invalid("(file)", "is not UTF-8: save it in that encoding");
        }
    }
}
