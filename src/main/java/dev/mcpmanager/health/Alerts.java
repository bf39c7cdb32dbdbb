package dev.mcpmanager.health;

import dev.mcpmanager.event.Event;
import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.event.Subscription;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerDeleted;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.supervision.EventKind;
import dev.mcpmanager.supervision.LifecycleEvent;
import dev.mcpmanager.supervision.LifecycleEventRecorded;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells webhooks when servers go down, come up again, or are given up. Thread-safe. Holds at most a few times per server
 * that exists.
 */
public final class Alerts implements AutoCloseable {
    private static final int WAITING_EVENTS = 100_000;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Servers servers;
    private final InstantSource clock;
    private final HttpClient http = HttpProbe.client();
    private final WebhookClient client = new WebhookClient(http);
    private final List<AlertQueue> queues;
    private final Timers timers = new ThreadTimers();
    private final Map<String, FlapFilter> filters = new HashMap<>();
    /** Servers that were told to be down. */
    private final Set<String> down = new HashSet<>();

    private final Subscription<Event> events;

    public Alerts(List<Webhook> webhooks, Servers servers, EventBus bus, InstantSource clock) {
        this.servers = servers;
        this.clock = clock;
        queues = webhooks.stream()
                .map(webhook -> new AlertQueue(webhook, client, FIRST_WAIT))
                .toList();
        events = bus.subscribe(Event.class, WAITING_EVENTS, this::received);
        timers.every(BETWEEN_LOOKS, this::tellSettled);
    }

    /** Sends a test to a webhook, which need not be one of these; blocks up to 10 s. */
    public Delivery test(Webhook webhook) throws InterruptedException {
        return client.send(webhook, new Alert(Alert.Kind.TEST, "", "example", "", clock.instant()));
    }

    private void received(Event event) {
        switch (event) {
            case HealthUpdated update -> changed(update);
            case LifecycleEventRecorded(LifecycleEvent told) -> {
                if (told.kind() == EventKind.CRASH_LOOP) {
                    tell(Alert.Kind.CRASH_LOOP, told.serverId(), told.message(), told.at());
                }
            }
            case ServerDeleted(ServerDefinition server, Instant _) -> forget(server.id());
            default -> {}
        }
    }

    private void changed(HealthUpdated update) {
        String id = update.serverId();
        switch (update.state()) {
            case UNHEALTHY -> {
                if (down.add(id)) {
                    tell(Alert.Kind.DOWN, id, update.reason(), update.at());
                }
            }
            case HEALTHY -> {
                if (down.remove(id)) {
                    tell(Alert.Kind.UP, id, "", update.at());
                }
            }
            // who stops a server knows that it is down
            case STOPPED -> down.remove(id);
            case UNKNOWN, UNOBSERVED -> {}
        }
    }

    private void tell(Alert.Kind kind, String serverId, String reason, Instant at) {
        String name = servers.find(serverId).map(ServerDefinition::name).orElse(serverId);
        var alert = new Alert(kind, serverId, name, reason, at);
        Optional<Alert> passed;
        synchronized (filters) {
            passed = filters.computeIfAbsent(serverId, _ -> new FlapFilter()).pass(alert, System.nanoTime());
        }
        passed.ifPresent(this::send);
    }

    private void tellSettled() {
        synchronized (filters) {
            filters.values().forEach(filter -> filter.settled(System.nanoTime()).ifPresent(this::send));
        }
    }

    private void send(Alert alert) {
        queues.forEach(queue -> queue.add(alert));
    }

    private void forget(String serverId) {
        down.remove(serverId);
        synchronized (filters) {
            filters.remove(serverId);
        }
    }

    @Override
    public void close() {
        events.close();
        timers.close();
        queues.forEach(AlertQueue::close);
        http.shutdownNow();
    }
}
