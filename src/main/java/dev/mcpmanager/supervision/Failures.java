package dev.mcpmanager.supervision;

import dev.mcpmanager.server.RestartSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * A server's recent failures, from which its next wait and a crash loop follow. Immutable; holds at most
 * {@code maxFailures} moments.
 *
 * @param recent moments of failures within the window, oldest first, in {@link System#nanoTime()} nanoseconds
 * @param inARow failures since the server last ran stably
 */
record Failures(List<Long> recent, int inARow) {

    static final Failures NONE = new Failures(List.of(), 0);

    Failures {
        recent = List.copyOf(recent);
    }

    Failures add(long now, RestartSettings settings) {
        List<Long> kept = new ArrayList<>();
        for (long moment : recent) {
            if (now - moment < settings.failureWindow().toNanos()) {
                kept.add(moment);
            }
        }
        kept.add(now);
        int surplus = Math.max(0, kept.size() - settings.maxFailures());
        return new Failures(kept.subList(surplus, kept.size()), inARow + 1);
    }

    /** After the server ran long enough to count as stable. */
    Failures stable() {
        return new Failures(recent, 0);
    }

    boolean crashLoop(RestartSettings settings) {
        return recent.size() >= settings.maxFailures();
    }
}
