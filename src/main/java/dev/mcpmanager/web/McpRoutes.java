package dev.mcpmanager.web;

import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.supervision.Supervisor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** What a running server offers over MCP. Thread-safe. */
public final class McpRoutes implements Routes {
    private static final String ONE = "/api/servers/{id}";
    private static final Duration LIST_TIMEOUT = Duration.ofSeconds(30);

    /** One of the lists that a session can give within a time. */
    private interface Listing {
        CompletableFuture<List<JsonNode>> of(McpSession session, Duration timeout);
    }

    private final Servers servers;
    private final Supervisor supervisor;

    public McpRoutes(Servers servers, Supervisor supervisor) {
        this.servers = servers;
        this.supervisor = supervisor;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(ONE + "/tools", ctx -> list(ctx, McpSession::listTools));
        routes.get(ONE + "/resources", ctx -> list(ctx, McpSession::listResources));
        routes.get(ONE + "/prompts", ctx -> list(ctx, McpSession::listPrompts));
    }

    private void list(Context ctx, Listing listing) {
        McpSession session = supervisor.session(servers.get(ctx.pathParam("id")).id());
        Replies.page(ctx, listing.of(session, LIST_TIMEOUT).join(), null);
    }
}
