package dev.mcpmanager.mcp;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where and when an event stream that broke off goes on. Thread-safe. At most {@value #MAX_TRIES} times without having
 * brought anything in between.
 */
final class Resumption {
    static final int MAX_TRIES = 5;

    /** As a header can hold it. */
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]{1,1000}");

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    /** So that a server that asks for no wait is not asked without a pause. */
    private static final Duration MIN_DELAY = Duration.ofMillis(100);

    private static final Duration MAX_DELAY = Duration.ofSeconds(30);

    private Optional<String> lastEventId = Optional.empty();
    private Duration delay = FIRST_DELAY;
    private int tries;

    synchronized void id(String id) {
        lastEventId = Optional.of(id).filter(text -> VISIBLE_ASCII.matcher(text).matches());
        tries = 0;
    }

    synchronized void retry(long millis) {
        delay = Duration.ofMillis(Math.clamp(millis, MIN_DELAY.toMillis(), MAX_DELAY.toMillis()));
    }

    /** After which event the stream can go on. */
    synchronized Optional<String> lastEventId() {
        return lastEventId;
    }

    /** Likewise, for another try; empty if it cannot, or does not. */
    synchronized Optional<String> next() {
        return lastEventId.filter(_ -> tries++ < MAX_TRIES);
    }

    /** How long to wait before that. */
    synchronized Duration delay() {
        return delay;
    }
}
