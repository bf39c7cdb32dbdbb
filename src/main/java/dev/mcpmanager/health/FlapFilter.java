package dev.mcpmanager.health;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Lets the alerts of one server through unless it goes up and down all the time: of more than {@value #MOST} in ten
 * minutes the last says so, and silence follows until the server stays as it is for ten minutes. For one thread; times are
 * {@link System#nanoTime()}.
 */
final class FlapFilter {
    private static final int MOST = 5;
    private static final long WINDOW = Duration.ofMinutes(10).toNanos();

    private final Deque<Long> times = new ArrayDeque<>();
    private boolean silent;
    private Optional<Alert> held = Optional.empty();

    /** What is to be told now that {@code alert} arose. */
    Optional<Alert> pass(Alert alert, long now) {
        if (alert.kind() == Alert.Kind.CRASH_LOOP) {
            // the last word: nothing follows until somebody starts it
            endSilence();
            return Optional.of(alert);
        }
        times.addLast(now);
        if (times.size() > MOST + 1) {
            times.removeFirst();
        }
        if (silent) {
            held = Optional.of(alert);
            return Optional.empty();
        }
        if (times.size() > MOST && now - times.getFirst() < WINDOW) {
            silent = true;
            held = Optional.of(alert);
            return Optional.of(
                    new Alert(Alert.Kind.FLAPPING, alert.serverId(), alert.server(), alert.reason(), alert.at()));
        }
        return Optional.of(alert);
    }

    /** The server was stopped: what was held back is no longer so. */
    void stopped() {
        held = Optional.empty();
    }

    /** The last alert that was held back, once nothing has happened for ten minutes. */
    Optional<Alert> settled(long now) {
        if (!silent || now - times.getLast() < WINDOW) {
            return Optional.empty();
        }
        Optional<Alert> last = held;
        endSilence();
        return last;
    }

    private void endSilence() {
        silent = false;
        held = Optional.empty();
        times.clear();
    }
}
