package dev.mcpmanager.web;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.server.Durations;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.supervision.Supervisor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a running server offers over MCP, and each of that to try. Thread-safe. */
public final class McpRoutes implements Routes {
    private static final String ONE = "/api/servers/{id}";
    private static final Duration LIST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration MAX_CALL_TIMEOUT = Duration.ofHours(1);

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
        routes.post(ONE + "/tools/{tool}/call", this::call);
        routes.post(ONE + "/resources/read", this::read);
        routes.post(ONE + "/prompts/{prompt}/get", this::prompt);
    }

    private void list(Context ctx, Listing listing) {
        Replies.page(ctx, listing.of(session(ctx), LIST_TIMEOUT).join(), null);
    }

    private void call(Context ctx) {
        McpSession session = session(ctx);
        var body = new BodyFields(RequestBody.object(ctx), "arguments", "timeout");
        ObjectNode arguments = body.object("arguments").orElseGet(Json.STRICT::createObjectNode);
        Optional<String> text = body.text("timeout");
        Duration timeout = text.flatMap(Durations::parse).orElse(text.isPresent() ? Duration.ZERO : CALL_TIMEOUT);
        if (!timeout.isPositive() || timeout.compareTo(MAX_CALL_TIMEOUT) > 0) {
            body.reject("timeout", "must be a duration such as \"30s\", of at most one hour");
        }
        body.check();
        Replies.data(
                ctx, session.callTool(ctx.pathParam("tool"), arguments, timeout).join());
    }

    private void read(Context ctx) {
        McpSession session = session(ctx);
        var body = new BodyFields(RequestBody.object(ctx), "uri");
        Optional<String> uri = body.text("uri");
        if (uri.isEmpty()) {
            body.reject("uri", "is required");
        }
        body.check();
        Replies.data(ctx, session.readResource(uri.orElse(""), CALL_TIMEOUT).join());
    }

    private void prompt(Context ctx) {
        McpSession session = session(ctx);
        var body = new BodyFields(RequestBody.object(ctx), "arguments");
        ObjectNode arguments = body.object("arguments").orElseGet(Json.STRICT::createObjectNode);
        body.check();
        Replies.data(
                ctx,
                session.getPrompt(ctx.pathParam("prompt"), arguments, CALL_TIMEOUT)
                        .join());
    }

    private McpSession session(Context ctx) {
        return supervisor.session(servers.get(ctx.pathParam("id")).id());
    }
}
