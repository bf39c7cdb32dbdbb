package dev.mcpmanager.supervision;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The runs of one server that sessions have for themselves, until nothing of them lives. Thread-safe; never blocks. */
final class SessionRuns {
    private final Set<SessionRun> living = ConcurrentHashMap.newKeySet();

    void start(SessionRun run) {
        living.add(run);
        var _ = run.gone().thenRun(() -> living.remove(run));
        run.start();
    }

    /** Ends them, side by side. */
    void end() {
        living.forEach(SessionRun::end);
    }

    /** Completes when nothing lives of those that there are now. */
    CompletableFuture<Void> gone() {
        return CompletableFuture.allOf(living.stream().map(SessionRun::gone).toArray(CompletableFuture[]::new));
    }

    void kill() {
        living.forEach(SessionRun::kill);
    }
}
