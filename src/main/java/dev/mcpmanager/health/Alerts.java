package dev.mcpmanager.health;

import dev.mcpmanager.event.Event;
import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.event.Subscriber;
import dev.mcpmanager.event.Subscription;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerDeleted;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.supervision.EventKind;
import dev.mcpmanager.supervision.LifecycleEvent;
import dev.mcpmanager.supervision.LifecycleEventRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells webhooks when servers go down, come up again, or are given up. Thread-safe. To be made before servers are started.
 * Holds at most a few times per server that exists.
 */
public final class Alerts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Alerts.class);
    private static final int WAITING_EVENTS = 100_000;
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Webhooks webhooks;
    private final Servers servers;
    private final AlertStore store;
    private final Timers timers = new ThreadTimers();
    private final Map<String, FlapFilter> filters = new HashMap<>();
    /** Servers of which the last word is that they are down, in an earlier manager's time or in this one's. */
    private final Set<String> down;

    private final Subscription<Event> events;

    public Alerts(Webhooks webhooks, Servers servers, Database database, EventBus bus) {
        this.webhooks = webhooks;
        this.servers = servers;
        store = new AlertStore(database);
        down = new HashSet<>(store.down());
        events = bus.subscribe(Event.class, WAITING_EVENTS, new Subscriber<>() {
            @Override
            public void received(Event event) {
                Alerts.this.received(event);
            }

            @Override
            public void missed(long count) {
                log.warn("{} events were missed; who is down or up is told after its next check", count);
            }
        });
        timers.every(BETWEEN_LOOKS, this::tellSettled);
    }

    private void received(Event event) {
        switch (event) {
            case HealthUpdated update -> servers.find(update.serverId()).ifPresent(server -> changed(server, update));
            case LifecycleEventRecorded(LifecycleEvent told) -> {
                if (told.kind() == EventKind.CRASH_LOOP) {
                    servers.find(told.serverId()).ifPresent(server -> crashLoop(server, told));
                }
            }
            case ServerDeleted(ServerDefinition server, Instant _) -> forget(server.id());
            default -> {}
        }
    }

    private void changed(ServerDefinition server, HealthUpdated update) {
        switch (update.state()) {
            case UNHEALTHY -> {
                if (down.add(server.id())) {
                    store.save(server.id(), true);
                    tell(Alert.Kind.DOWN, server, update.reason(), update.at());
                }
            }
            case HEALTHY -> {
                if (down.remove(server.id())) {
                    store.save(server.id(), false);
                    tell(Alert.Kind.UP, server, "", update.at());
                }
            }
            // who stops a server knows; once told to be down it stays so until it is seen up again
            case STOPPED -> stopped(server.id());
            case UNKNOWN, UNOBSERVED -> {}
        }
    }

    private void crashLoop(ServerDefinition server, LifecycleEvent told) {
        // what made it the last time need not be told after that
        if (down.add(server.id())) {
            store.save(server.id(), true);
        }
        tell(Alert.Kind.CRASH_LOOP, server, told.message(), told.at());
    }

    private void tell(Alert.Kind kind, ServerDefinition server, String reason, Instant at) {
        var alert = new Alert(kind, server.id(), server.name(), reason, at);
        synchronized (filters) {
            filters.computeIfAbsent(server.id(), _ -> new FlapFilter())
                    .pass(alert, System.nanoTime())
                    .ifPresent(webhooks::tell);
        }
    }

    private void tellSettled() {
        synchronized (filters) {
            filters.values().forEach(filter -> filter.settled(System.nanoTime()).ifPresent(webhooks::tell));
        }
    }

    private void stopped(String serverId) {
        synchronized (filters) {
            Optional.ofNullable(filters.get(serverId)).ifPresent(FlapFilter::stopped);
        }
    }

    private void forget(String serverId) {
        down.remove(serverId);
        synchronized (filters) {
            filters.remove(serverId);
        }
    }

    /** Tells nothing more; what {@link Webhooks} have waiting is theirs to send. */
    @Override
    public void close() {
        events.close();
        timers.close();
    }
}
