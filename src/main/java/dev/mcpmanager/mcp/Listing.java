package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks for one list page by page: at most 1,000 pages, 100,000 items and 64 MiB. For one use; its steps run one after
 * the other, each on the thread that brought the page before.
 */
final class Listing {
    static final int MAX_PAGES = 1_000;
    static final int MAX_ITEMS = 100_000;
    static final long MAX_BYTES = 64L * 1024 * 1024;

    private final McpSession session;
    private final McpConnection connection;
    private final String method;
    private final String member;
    private final Duration timeout;
    private final long startedNanos = System.nanoTime();
    private final CompletableFuture<List<JsonNode>> all = new CompletableFuture<>();
    private final List<JsonNode> items = new ArrayList<>();
    private final Set<String> cursors = new HashSet<>();
    private int pages;
    private long bytes;

    /** @param member of the result that holds the page's items */
    Listing(McpSession session, McpConnection connection, String method, String member, Duration timeout) {
        this.session = session;
        this.connection = connection;
        this.method = method;
        this.member = member;
        this.timeout = timeout;
    }

    CompletableFuture<List<JsonNode>> start() {
        next(null);
        return all;
    }

    private void next(@Nullable String cursor) {
        Duration left = timeout.minusNanos(System.nanoTime() - startedNanos);
        if (left.isNegative()) {
            all.completeExceptionally(connection.timedOut("answer " + method, timeout));
            return;
        }
        ObjectNode params = Json.STRICT.createObjectNode();
        if (cursor != null) {
            params.put("cursor", cursor);
        }
        CompletableFuture<Response> page = session.ask(method, params, left);
        var _ = page.thenAccept(this::took).whenComplete((_, failure) -> {
            if (failure != null) {
                all.completeExceptionally(failure);
            }
        });
        // cancelling the whole cancels the page that is being asked for
        var _ = all.whenComplete((_, _) -> page.cancel(false));
    }

    private void took(Response response) {
        JsonNode result = session.complete(method, response);
        bytes += response instanceof Result complete ? complete.result().length() : 0;
        pages++;
        JsonNode page = result.path(member);
        if (!page.isArray()) {
            throw connection.failure("answered " + method + " without an array of " + member);
        }
        page.values().forEach(items::add);
        JsonNode cursor = result.path("nextCursor");
        if (cursor.isMissingNode() || cursor.isNull()) {
            all.complete(List.copyOf(items));
        } else {
            next(checked(cursor));
        }
    }

    private String checked(JsonNode cursor) {
        if (!cursor.isString()) {
            throw connection.failure("answered " + method + " with a nextCursor that is no string");
        }
        if (!cursors.add(cursor.asString())) {
            throw connection.failure("answered " + method + " with a nextCursor that it had given before");
        }
        if (pages >= MAX_PAGES || items.size() >= MAX_ITEMS || bytes >= MAX_BYTES) {
            throw connection.failure("has more to list for " + method + " than the " + MAX_PAGES + " pages, "
                    + MAX_ITEMS + " items and " + MAX_BYTES / 1024 / 1024 + " MiB that are taken");
        }
        return cursor.asString();
    }
}
