package dev.mcpmanager.web;

import dev.mcpmanager.api.LiveMessage;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.logs.LogFeed;
import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.logs.LogSubscriber;
import dev.mcpmanager.logs.LogSubscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The logs that one live client follows. Batches wait in its outbox, at most {@value #AHEAD} of them; then reading of
 * logs waits, too, without holding lines, and misses what is no longer in memory. Thread-safe.
 */
final class LogTopics implements AutoCloseable {
    private static final String ALL = LiveRequest.LOGS + "*";
    private static final int AHEAD = 4;

    private final LogFeed feed;
    private final UnaryOperator<String> serverId;
    private final Outbox outbox;
    private final Map<String, LogSubscription> subscriptions = new HashMap<>();
    /** One of its logs is read at a time: a thousand topics would each hold lines for a client that stalls. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private boolean closed;

    LogTopics(LogFeed feed, UnaryOperator<String> serverId, Outbox outbox) {
        this.feed = feed;
        this.serverId = serverId;
        this.outbox = outbox;
    }

    /**
     * The server whose log a topic is; empty for those of all.
     *
     * @throws dev.mcpmanager.problem.ProblemException NotFound
     */
    Optional<String> server(String topic) {
        return topic.equals(ALL)
                ? Optional.empty()
                : Optional.of(serverId.apply(topic.substring(LiveRequest.LOGS.length())));
    }

    /** Brings the lines of a topic, from {@code after} on if given; one that is followed already goes on otherwise. */
    synchronized void follow(String topic, OptionalLong after) {
        if (closed || (after.isEmpty() && subscriptions.containsKey(topic))) {
            return;
        }
        leave(topic);
        subscriptions.put(topic, feed.subscribe(server(topic), after, new ToOutbox(topic)));
    }

    synchronized void leave(String topic) {
        Optional.ofNullable(subscriptions.remove(topic)).ifPresent(LogSubscription::close);
    }

    @Override
    public synchronized void close() {
        closed = true;
        subscriptions.values().forEach(LogSubscription::close);
        subscriptions.clear();
    }

    private final class ToOutbox implements LogSubscriber {
        private final String topic;

        ToOutbox(String topic) {
            this.topic = topic;
        }

        @Override
        public Turn turn() throws InterruptedException {
            turn.lockInterruptibly();
            try {
                outbox.awaitRoom(AHEAD);
                return turn::unlock;
            } catch (InterruptedException e) {
                turn.unlock();
                throw e;
            }
        }

        @Override
        public void lines(List<LogLine> lines) throws InterruptedException {
            put(LiveMessage.lines(topic, lines));
        }

        @Override
        public void missed(String serverId, long count) throws InterruptedException {
            put(LiveMessage.linesGap(topic, serverId, count));
        }

        @Override
        public void failed() {
            String again = "lines of " + topic + " could not be read: subscribe to it again";
            if (!outbox.offer(Json.STRICT.writeValueAsString(LiveMessage.error(again)))) {
                outbox.close();
            }
        }

        private void put(LiveMessage message) throws InterruptedException {
            outbox.put(Json.STRICT.writeValueAsString(message), AHEAD);
        }
    }
}
