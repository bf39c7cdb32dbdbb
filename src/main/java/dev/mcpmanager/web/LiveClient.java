package dev.mcpmanager.web;

import dev.mcpmanager.api.LiveMessage;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.logs.LogFeed;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.web.Outbox.Outgoing;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of the live socket: at most {@value #MAX_WAITING} messages wait to be sent, by a virtual thread of its
 * own, and it has at most {@value #MAX_TOPICS} topics. Thread-safe. Public only since Jetty calls it.
 */
public final class LiveClient implements Session.Listener.AutoDemanding {
    static final int MAX_WAITING = 1_000;
    static final int MAX_TOPICS = 1_000;

    private static final Logger log = LoggerFactory.getLogger(LiveClient.class);
    /** Proxies and we ourselves close what is idle for a minute. */
    private static final Duration PING_AFTER = Duration.ofSeconds(20);

    private final LiveSocket socket;
    private final Outbox outbox = new Outbox(MAX_WAITING);
    private final LogTopics logs;
    private final Set<String> topics = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Session session;

    LiveClient(LiveSocket socket, LogFeed feed, UnaryOperator<String> serverId) {
        this.socket = socket;
        this.logs = new LogTopics(feed, serverId, outbox);
    }

    boolean wants(String topic) {
        return topics.contains(topic);
    }

    void push(String json) {
        if (!outbox.offer(json)) {
            outbox.missed(1);
        }
    }

    void missed(long count) {
        outbox.missed(count);
    }

    void close(int status, String reason) {
        outbox.close();
        logs.close();
        Session open = session;
        if (open != null) {
            open.close(status, reason, Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        if (socket.join(this)) {
            Thread.ofVirtual().name("live").start(() -> send(opened));
        } else {
            close(
                    StatusCode.TRY_AGAIN_LATER,
                    "there are " + LiveSocket.MAX_CLIENTS + " live clients, the most possible");
        }
    }

    @Override
    public void onWebSocketText(String message) {
        try {
            LiveRequest request = LiveRequest.parse(message);
            if (topics.size() + request.subscribe().size() > MAX_TOPICS) {
                throw ProblemException.invalid("subscribe", "leads to more than " + MAX_TOPICS + " topics");
            }
            List<String> followed = logTopics(request.subscribe());
            followed.forEach(logs::server);
            topics.addAll(request.subscribe());
            request.unsubscribe().forEach(topics::remove);
            logTopics(request.unsubscribe()).forEach(logs::leave);
            reply(LiveMessage.subscribed(topics));
            request.subscribe().stream()
                    .filter(topic -> topic.startsWith(LiveRequest.CALL) && topics.contains(topic))
                    .forEach(topic -> socket.tellOpen(topic, this));
            followed.stream().filter(topics::contains).forEach(topic -> logs.follow(topic, after(request, topic)));
        } catch (ProblemException e) {
            reply(LiveMessage.error(e.problem().detail()));
        }
    }

    private static List<String> logTopics(List<String> topics) {
        return topics.stream()
                .filter(topic -> topic.startsWith(LiveRequest.LOGS))
                .toList();
    }

    private static OptionalLong after(LiveRequest request, String topic) {
        Long sequence = request.after().get(topic);
        return sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        close(StatusCode.BAD_DATA, "send JSON as text");
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        log.debug("live client failed", cause);
        leave();
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback callback) {
        leave();
        callback.succeed();
    }

    private void leave() {
        outbox.close();
        logs.close();
        socket.leave(this);
    }

    /** Replies are no part of a gap: a client that asks faster than it reads is sent away. */
    private void reply(LiveMessage message) {
        if (!outbox.offer(Json.STRICT.writeValueAsString(message))) {
            close(StatusCode.POLICY_VIOLATION, "more messages than replies are read");
        }
    }

    private void send(Session to) {
        try {
            while (true) {
                switch (outbox.take(PING_AFTER)) {
                    case Outgoing.Message message -> sendText(to, message.json());
                    case Outgoing.Gap gap ->
                        sendText(to, Json.STRICT.writeValueAsString(LiveMessage.gap(gap.missed())));
                    case Outgoing.Silence _ ->
                        Callback.Completable.with(sent -> to.sendPing(ByteBuffer.allocate(0), sent))
                                .join();
                    case Outgoing.End _ -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException | CompletionException e) {
            log.debug("live client left", e);
            leave();
        }
    }

    private static void sendText(Session to, String json) {
        Callback.Completable.with(sent -> to.sendText(json, sent)).join();
    }
}
