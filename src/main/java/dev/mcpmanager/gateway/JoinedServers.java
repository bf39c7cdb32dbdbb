package dev.mcpmanager.gateway;

import dev.mcpmanager.catalog.Catalog;
import dev.mcpmanager.catalog.ListKind;
import dev.mcpmanager.catalog.ServerLists;
import dev.mcpmanager.catalog.View;
import dev.mcpmanager.gateway.Topic.Kind;
import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.supervision.ServerSnapshot;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * All servers at one address: the sessions there, and the lists, which are asked for from the first request on. Thread-safe;
 * no method blocks.
 */
final class JoinedServers {
    /** How long anybody waits for the list of a server that has just started. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** In which changes are told as one. */
    private static final Duration SETTLE = Duration.ofMillis(100);

    private final GatewayParts parts;
    private final DedicatedSessions dedicated;
    private final Function<String, ServedServer> served;
    private final Catalog catalog;
    private final ClientInfo manager;
    private final ConcurrentMap<String, JoinedSession> sessions = new ConcurrentHashMap<>();
    private final Set<JoinedListen> listens = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean telling = new AtomicBoolean();
    private volatile boolean begun;

    /** @param served the server of an id, which exists */
    JoinedServers(
            GatewayParts parts,
            DedicatedSessions dedicated,
            Function<String, ServedServer> served,
            Catalog catalog,
            ClientInfo manager) {
        this.parts = parts;
        this.dedicated = dedicated;
        this.served = served;
        this.catalog = catalog;
        this.manager = manager;
    }

    GatewayParts parts() {
        return parts;
    }

    /** As which the manager shows itself. */
    ClientInfo manager() {
        return manager;
    }

    /** Empty if there is no such profile. */
    Optional<JoinedPlace> place(Optional<String> profile) {
        if (!begun) {
            begin();
        }
        return catalog.view(profile).map(view -> new JoinedPlace(this, profile, view));
    }

    private synchronized void begin() {
        if (!begun) {
            parts.servers().list().forEach(server -> look(parts.supervisor().snapshot(server.id())));
            begun = true;
        }
    }

    /** A server's status may be another. */
    synchronized void changed(ServerSnapshot now) {
        // of one that was deleted there may still be news
        if (begun && parts.servers().find(now.serverId()).isPresent()) {
            look(now);
        }
    }

    private void look(ServerSnapshot now) {
        switch (now.status()) {
            case RUNNING -> join(now.serverId()).refresh();
            // a server that comes back offers meanwhile what it did
            case STARTING, RESTARTING -> {
                var _ = join(now.serverId());
            }
            case STOPPING -> {}
            case STOPPED, ERROR -> leave(now.serverId());
        }
    }

    private ServerLists join(String serverId) {
        return catalog.find(serverId).orElseGet(() -> {
            ServedServer server = served.apply(serverId);
            var lists = new ServerLists(serverId, () -> session(server), parts.timers(), PATIENCE, this::offersChanged);
            catalog.add(serverId, lists);
            var _ = server.subscriptions().add(new ListWatch(lists));
            tellSoon();
            return lists;
        });
    }

    private static CompletableFuture<McpSession> session(ServedServer server) {
        var session = new CompletableFuture<McpSession>();
        server.runs().whenConnected(run -> session.complete(run.session()), session::completeExceptionally);
        return session;
    }

    private void leave(String serverId) {
        catalog.find(serverId).ifPresent(lists -> {
            catalog.remove(serverId);
            served.apply(serverId).subscriptions().remove(new ListWatch(lists));
            tellSoon();
        });
    }

    synchronized void deleted(String serverId) {
        if (catalog.find(serverId).isPresent()) {
            catalog.remove(serverId);
            tellSoon();
        }
        sessions.values().forEach(session -> session.forget(serverId));
    }

    /** What is offered may be something else. */
    void offersChanged() {
        catalog.changed();
        tellSoon();
    }

    private void tellSoon() {
        if (telling.compareAndSet(false, true)) {
            var _ = parts.timers()
                    .schedule(() -> Thread.startVirtualThread(this::tell), SETTLE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Tells all whose lists are others than they know of. */
    private void tell() {
        telling.set(false);
        Map<View, Set<Kind>> changes = new HashMap<>();
        sessions.values()
                .forEach(session -> changes.computeIfAbsent(session.place().view(), JoinedServers::changes)
                        .forEach(kind -> session.client().tell(notification(kind))));
        listens.forEach(listen -> changes.computeIfAbsent(listen.place().view(), JoinedServers::changes)
                .forEach(kind -> listen.tell(kind, notification(kind))));
    }

    private static Set<Kind> changes(View view) {
        Set<Kind> changed = EnumSet.noneOf(Kind.class);
        for (ListKind list : ListKind.values()) {
            if (view.announce(list)) {
                changed.add(ListWatch.kind(list));
            }
        }
        return changed;
    }

    private static Notification notification(Kind kind) {
        return new Notification(kind.notification(), Optional.empty());
    }

    /** Who a client's session is with that asks this server: it is the client's alone where sessions are dedicated. */
    ServedServer serverFor(String serverId, String sessionId, RawJson initialize) {
        return dedicated.isFor(serverId) ? dedicated.reserve(serverId, sessionId, initialize) : served.apply(serverId);
    }

    ServedServer served(String serverId) {
        return served.apply(serverId);
    }

    String nameOf(String serverId) {
        return parts.servers().find(serverId).map(ServerDefinition::name).orElse(serverId);
    }

    Optional<JoinedSession> session(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    void begin(JoinedSession session) {
        sessions.put(session.client().id(), session);
    }

    void end(JoinedSession session) {
        if (sessions.remove(session.client().id(), session)) {
            parts.sessions().decrementAndGet();
            session.close();
        }
    }

    void begin(JoinedListen listen) {
        listens.add(listen);
    }

    void end(JoinedListen listen) {
        listens.remove(listen);
    }

    /** Looks after what takes long or is idle. */
    void tick(long now, boolean keepAlive) {
        sessions.values().forEach(session -> session.client().tick(now, parts.settings()));
        sessions.values().stream()
                .filter(session -> session.client().isIdle(now, parts.settings()))
                .forEach(this::end);
        if (keepAlive) {
            sessions.values().forEach(session -> session.client().keepAlive());
            listens.forEach(JoinedListen::keepAlive);
        }
    }

    /** Ends all. */
    void close() {
        List.copyOf(sessions.values()).forEach(this::end);
        listens.forEach(JoinedListen::finish);
    }
}
