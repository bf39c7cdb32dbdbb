package dev.mcpmanager.logs;

import java.util.Optional;
import java.util.OptionalLong;

/** Live lines for any number of subscribers. Thread-safe; costs captures next to nothing. */
public final class LogFeed {
    private final LogCaptures captures;
    private final LogHistory history;

    public LogFeed(LogCaptures captures, LogHistory history) {
        this.captures = captures;
        this.history = history;
    }

    /**
     * Delivers the lines of one server, or of all, until the subscription is closed: all that are stored after a
     * sequence, then those that come, none lost in between and none twice.
     *
     * @param after sequence of the last line that the subscriber has; if empty, it gets those that come from now on
     */
    public LogSubscription subscribe(Optional<String> serverId, OptionalLong after, LogSubscriber subscriber) {
        return new LogSubscription(captures, history, serverId, after, subscriber);
    }
}
