package dev.mcpmanager.catalog;

import dev.mcpmanager.mcp.McpSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * One list of one server as it was last told, asked for in the background: one request at a time, at most five a second,
 * each for at most 30 s; after a failure again in 5 s to 5 min. Thread-safe; no method blocks.
 */
final class CachedList {
    private static final Logger log = LoggerFactory.getLogger(CachedList.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final int MAX_DOUBLINGS = 6;

    private final ListKind kind;
    private final String serverId;
    private final Supplier<CompletableFuture<McpSession>> session;
    private final ScheduledExecutorService timers;
    private final Runnable onChange;
    private final Duration patience;
    private final CompletableFuture<Void> told;
    /** Of the latest time that it was asked for. */
    private volatile CompletableFuture<Void> settled;

    private volatile List<Listed> items = List.of();
    private boolean asking;
    private boolean again;
    private boolean closed;
    private int failures;

    CachedList(
            ListKind kind,
            String serverId,
            Supplier<CompletableFuture<McpSession>> session,
            ScheduledExecutorService timers,
            Duration patience,
            Runnable onChange) {
        this.kind = kind;
        this.serverId = serverId;
        this.session = session;
        this.timers = timers;
        this.onChange = onChange;
        this.patience = patience;
        this.told = patiently();
        this.settled = told;
    }

    private CompletableFuture<Void> patiently() {
        return new CompletableFuture<Void>().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    List<Listed> items() {
        return items;
    }

    /** Completes when the server has told the list once, or was waited for long enough. */
    CompletableFuture<Void> told() {
        return told;
    }

    /** Completes when nobody asks for the list any more, or it was waited for long enough. */
    CompletableFuture<Void> settled() {
        return settled;
    }

    /** The list may be another. */
    void refresh() {
        synchronized (this) {
            again = asking;
            if (asking || closed) {
                return;
            }
            asking = true;
            settled = patiently();
        }
        ask();
    }

    private void ask() {
        var _ = session.get()
                .thenCompose(each -> kind.ask(each, PATIENCE))
                // off the thread that reads what the server writes
                .whenCompleteAsync(this::answered, task -> Thread.startVirtualThread(task));
    }

    private void answered(@Nullable List<JsonNode> answer, @Nullable Throwable failure) {
        boolean changed = false;
        if (answer != null) {
            List<Listed> now = answer.stream()
                    .flatMap(item -> Listed.of(kind, item).stream())
                    .toList();
            changed = !isSame(items, now);
            items = now;
        } else if (failure != null) {
            log.debug("server {}: no list of {}: {}", serverId, kind.member(), failure.getMessage());
        }
        told.complete(null);
        if (changed) {
            onChange.run();
        }
        next(failure != null);
    }

    private void next(boolean failed) {
        Runnable step;
        Duration pause;
        synchronized (this) {
            failures = failed ? Math.min(failures + 1, MAX_DOUBLINGS) : 0;
            if (closed) {
                return;
            }
            if (again) {
                again = false;
                step = this::ask;
                pause = BETWEEN;
            } else if (failed) {
                settle();
                step = this::refresh;
                pause = FIRST_PAUSE.multipliedBy(1L << (failures - 1));
            } else {
                settle();
                return;
            }
        }
        var _ = timers.schedule(step, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void settle() {
        asking = false;
        settled.complete(null);
    }

    private static boolean isSame(List<Listed> before, List<Listed> now) {
        if (before.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            if (!before.get(i).isSame(now.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** It is asked for no more. */
    synchronized void close() {
        closed = true;
        told.complete(null);
        settled.complete(null);
    }
}
