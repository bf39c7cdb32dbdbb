package dev.mcpmanager.catalog;

import dev.mcpmanager.mcp.McpSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What one server offers, as it last told, whether or not it answers now. Thread-safe; no method blocks. */
public final class ServerLists {
    private final CachedList tools;
    private final CachedList prompts;
    private final CachedList resources;
    private final CachedList templates;

    /**
     * Asks for nothing yet.
     *
     * @param session the manager's with the server, when it runs
     * @param timers must not be blocked
     * @param patience how long anybody waits for a list that the server has not told yet
     */
    public ServerLists(
            String serverId,
            Supplier<CompletableFuture<McpSession>> session,
            ScheduledExecutorService timers,
            Duration patience,
            Runnable onChange) {
        Function<ListKind, CachedList> list =
                kind -> new CachedList(kind, serverId, session, timers, patience, onChange);
        tools = list.apply(ListKind.TOOLS);
        prompts = list.apply(ListKind.PROMPTS);
        resources = list.apply(ListKind.RESOURCES);
        templates = list.apply(ListKind.TEMPLATES);
    }

    private CachedList list(ListKind kind) {
        return switch (kind) {
            case TOOLS -> tools;
            case PROMPTS -> prompts;
            case RESOURCES -> resources;
            case TEMPLATES -> templates;
        };
    }

    private Stream<CachedList> all() {
        return Stream.of(tools, prompts, resources, templates);
    }

    List<Listed> items(ListKind kind) {
        return list(kind).items();
    }

    /** Completes when the server has told this once, or was waited for long enough. */
    CompletableFuture<Void> told(ListKind kind) {
        return list(kind).told();
    }

    /** Completes when the server has told this anew, if it is being asked, or was waited for long enough. */
    CompletableFuture<Void> settled(ListKind kind) {
        return list(kind).settled();
    }

    /** The server may offer something else than before. */
    public void refresh(ListKind kind) {
        list(kind).refresh();
    }

    /** All of it may be something else. */
    public void refresh() {
        all().forEach(CachedList::refresh);
    }

    /** The server is asked no more. */
    public void close() {
        all().forEach(CachedList::close);
    }
}
