package dev.mcpmanager.supervision;

import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.logs.LogSource;
import dev.mcpmanager.logs.RecentLines;
import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.server.ServerDefinition;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened to one server: records it, and knows what of it still matters. For one thread at a time, except {@link
 * #away}, which any may ask.
 */
final class Chronicle {
    private static final Logger log = LoggerFactory.getLogger(Chronicle.class);
    private static final int LAST_WORDS = 50;
    private static final int LAST_WORDS_LENGTH = 1_000;

    private final RecentLines lines;
    private final Surroundings around;
    private Optional<Exit> lastExit = Optional.empty();
    private Optional<String> error = Optional.empty();
    private volatile Optional<String> away = Optional.empty();
    private int restarts;

    Chronicle(RecentLines lines, Surroundings around) {
        this.lines = lines;
        this.around = around;
    }

    /** As {@link ServerSnapshot#restarts}. */
    int restarts() {
        return restarts;
    }

    /** As {@link ServerSnapshot#lastExit}. */
    Optional<String> lastExit() {
        return lastExit.map(Exit::text);
    }

    /** As {@link ServerSnapshot#error}. */
    Optional<String> error() {
        return error;
    }

    /** Why the place where it is to run cannot be reached, while that is so. */
    Optional<String> away() {
        return away;
    }

    /** Notes it, for whoever hears of events as well. */
    void tell(ServerDefinition server, Effect.Tell told) {
        EventKind kind = told.kind();
        if (kind != EventKind.NOTICE) {
            away = Optional.of(told.message())
                    .filter(_ -> kind == EventKind.UNREACHABLE || kind == EventKind.SIGN_IN_NEEDED);
        }
        switch (kind) {
            case START_REQUESTED, RESTART_REQUESTED -> {
                restarts = 0;
                error = Optional.empty();
            }
            case STOP_REQUESTED, READY, STOPPED, SIGNED_IN -> error = Optional.empty();
            case RESTART_SCHEDULED -> {
                restarts++;
                error = Optional.of(told.message());
            }
            case MCP_UNAVAILABLE, UNREACHABLE, SIGN_IN_NEEDED, UNHEALTHY, FAILED, CRASH_LOOP ->
                error = Optional.of(told.message());
            case EXITED -> lastExit = told.exit();
            case SPAWNED, NOTICE, LEFTOVERS_ENDED -> {}
        }
        boolean failure =
                kind == EventKind.FAILED || kind == EventKind.CRASH_LOOP || kind == EventKind.RESTART_SCHEDULED;
        var event = new LifecycleEvent(
                server.id(),
                told.run(),
                kind,
                told.message(),
                told.exit().map(Exit::text),
                failure ? lastWords(told.run()) : List.of(),
                around.clock().instant());
        log.info("server {} run {}: {} {}", server.name(), event.run(), kind.text(), event.message());
        around.events().append(event);
        around.bus().publish(new LifecycleEventRecorded(event));
    }

    private List<String> lastWords(long run) {
        return lines.latest(LAST_WORDS, line -> line.run() == run && line.source() == LogSource.STDERR).stream()
                .map(LogLine::message)
                .map(line -> line.length() <= LAST_WORDS_LENGTH ? line : line.substring(0, LAST_WORDS_LENGTH) + " …")
                .toList();
    }
}
