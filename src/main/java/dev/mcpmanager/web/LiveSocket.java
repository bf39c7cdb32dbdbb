package dev.mcpmanager.web;

import static dev.mcpmanager.web.LiveRequest.HEALTH;
import static dev.mcpmanager.web.LiveRequest.SERVERS;

import dev.mcpmanager.api.EventView;
import dev.mcpmanager.api.HealthUpdateView;
import dev.mcpmanager.api.LiveMessage;
import dev.mcpmanager.api.StatusChangeView;
import dev.mcpmanager.event.Event;
import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.event.Subscriber;
import dev.mcpmanager.event.Subscription;
import dev.mcpmanager.health.HealthUpdated;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.logs.LogFeed;
import dev.mcpmanager.server.ServerChanged;
import dev.mcpmanager.server.ServerCreated;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerDeleted;
import dev.mcpmanager.supervision.LifecycleEventRecorded;
import dev.mcpmanager.supervision.ServerStatusChanged;
import dev.mcpmanager.trial.Told;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Pushes what happens to the clients of {@code /ws}, at most {@value #MAX_CLIENTS}. Thread-safe. */
public final class LiveSocket implements Routes, AutoCloseable {
    static final String PATH = "/ws";
    static final int MAX_CLIENTS = 256;

    /** Most bytes of a message of a client. */
    private static final int MAX_MESSAGE = 64 * 1024;

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final int MAX_EVENTS_WAITING = 10_000;

    private final LogFeed logs;
    private final UnaryOperator<String> serverId;
    private final CallQuestions questions = new CallQuestions();
    private final Semaphore places = new Semaphore(MAX_CLIENTS);
    private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
    private final List<Subscription<?>> subscriptions;

    /** @param serverId gives the id for an id or a name; throws NotFound */
    public LiveSocket(EventBus bus, LogFeed logs, UnaryOperator<String> serverId) {
        this.logs = logs;
        this.serverId = serverId;
        this.subscriptions = List.of(
                forward(bus, SERVERS, ServerStatusChanged.class, e -> LiveMessage.status(StatusChangeView.of(e))),
                forward(bus, SERVERS, LifecycleEventRecorded.class, e -> LiveMessage.event(EventView.of(e.event()))),
                forward(
                        bus,
                        SERVERS,
                        ServerCreated.class,
                        e -> definition(e.server(), "created", e.server().createdAt())),
                forward(
                        bus,
                        SERVERS,
                        ServerChanged.class,
                        e -> definition(e.after(), "changed", e.after().updatedAt())),
                forward(bus, SERVERS, ServerDeleted.class, e -> definition(e.server(), "deleted", e.at())),
                forward(bus, HEALTH, HealthUpdated.class, e -> LiveMessage.health(HealthUpdateView.of(e))));
    }

    private static LiveMessage definition(ServerDefinition server, String kind, Instant at) {
        return LiveMessage.event(EventView.of(server, kind, at));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, ctx -> {
            ctx.header("Upgrade", "websocket");
            throw new HttpResponseException(426, "This is a WebSocket: ask for an upgrade");
        });
    }

    /** Answers upgrades of {@link #PATH}; all else is for the handlers after it. */
    Handler.Singleton handler(Server server) {
        return WebSocketUpgradeHandler.from(server, this::configure);
    }

    private void configure(ServerWebSocketContainer container) {
        container.setMaxTextMessageSize(MAX_MESSAGE);
        container.setMaxBinaryMessageSize(MAX_MESSAGE);
        container.setIdleTimeout(IDLE);
        container.addMapping(PATH, (request, response, callback) -> {
            // no compression: it would take some 300 KB of native memory a client
            response.setExtensions(List.of());
            return new LiveClient(this, logs, serverId);
        });
    }

    boolean join(LiveClient client) {
        return places.tryAcquire() && clients.add(client);
    }

    void leave(LiveClient client) {
        if (clients.remove(client)) {
            places.release();
        }
    }

    private <E extends Event> Subscription<E> forward(
            EventBus bus, String topic, Class<E> type, Function<E, LiveMessage> message) {
        return bus.subscribe(type, MAX_EVENTS_WAITING, new Subscriber<>() {
            @Override
            public void received(E event) {
                List<LiveClient> receivers = receivers(topic);
                if (!receivers.isEmpty()) {
                    String json = Json.STRICT.writeValueAsString(message.apply(event));
                    receivers.forEach(client -> client.push(json));
                }
            }

            @Override
            public void missed(long count) {
                receivers(topic).forEach(client -> client.missed(count));
            }
        });
    }

    /** Tells those who follow the call; does not block. */
    public void tell(Told told) {
        synchronized (questions) {
            questions.told(told);
            push(told);
        }
    }

    /** Tells one who follows the call from now on what waits for an answer; {@code topic} is that of the call. */
    void tellOpen(String topic, LiveClient client) {
        synchronized (questions) {
            questions
                    .of(topic.substring(LiveRequest.CALL.length()))
                    .forEach(asked -> client.push(Json.STRICT.writeValueAsString(LiveMessage.call(asked))));
        }
    }

    private void push(Told told) {
        List<LiveClient> receivers = receivers(LiveRequest.CALL + told.callId());
        if (!receivers.isEmpty()) {
            String json = Json.STRICT.writeValueAsString(LiveMessage.call(told));
            receivers.forEach(client -> client.push(json));
        }
    }

    private List<LiveClient> receivers(String topic) {
        return clients.stream().filter(client -> client.wants(topic)).toList();
    }

    /** Sends every client away. */
    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        clients.forEach(client -> client.close(StatusCode.SHUTDOWN, "the manager stops"));
    }
}
