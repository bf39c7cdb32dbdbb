package dev.mcpmanager.gateway;

import dev.mcpmanager.calls.CallLog;
import dev.mcpmanager.catalog.Catalog;
import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.event.Subscription;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.Decoded;
import dev.mcpmanager.mcp.JsonRpcDecoder;
import dev.mcpmanager.mcp.JsonRpcMessage;
import dev.mcpmanager.profile.Profiles;
import dev.mcpmanager.profile.ProfilesChanged;
import dev.mcpmanager.server.ServerChanged;
import dev.mcpmanager.server.ServerDeleted;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.supervision.ServerStatusChanged;
import dev.mcpmanager.supervision.Supervisor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Serves every server's clients, of both eras, at one address a server and at one of all (2025-11-25, Transports; 2026-07-28, Streamable
 * HTTP). Thread-safe; no method but {@link #close} blocks.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    private static final int EVENTS = 10_000;
    private static final String POST = "POST";
    private static final String JSON = "application/json";
    private static final String EVENT_STREAM = "text/event-stream";

    private final GatewayParts parts;
    private final DedicatedSessions dedicated;
    private final JoinedServers joined;
    private final Profiles profiles;
    private final LegacyDoor legacy;
    private final ModernDoor modern = new ModernDoor();
    private final ConcurrentMap<String, ServedServer> served = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timers;
    private final Subscription<ServerStatusChanged> statuses;
    private final Subscription<ServerChanged> definitions;
    private final Subscription<ServerDeleted> deletions;
    private final Subscription<ProfilesChanged> profileChanges;
    private long keptAlive = System.nanoTime();

    public Gateway(
            Servers servers,
            Supervisor supervisor,
            Database database,
            CallLog calls,
            EventBus bus,
            Profiles profiles,
            ClientInfo manager,
            GatewaySettings settings) {
        this.profiles = profiles;
        timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("gateway-timers").factory());
        parts = new GatewayParts(
                servers,
                supervisor,
                new GatewayStore(database),
                calls,
                new HeldCalls(settings.inputWait()),
                new ReplayMemory(),
                new AtomicInteger(),
                timers,
                settings);
        dedicated = new DedicatedSessions(parts);
        joined = new JoinedServers(parts, dedicated, this::served, new Catalog(servers, profiles), manager);
        legacy = new LegacyDoor(parts);
        statuses = bus.subscribe(ServerStatusChanged.class, EVENTS, this::changed);
        definitions = bus.subscribe(ServerChanged.class, EVENTS, this::redefined);
        profileChanges = bus.subscribe(ProfilesChanged.class, EVENTS, _ -> joined.offersChanged());
        deletions = bus.subscribe(
                ServerDeleted.class, EVENTS, event -> deleted(event.server().id()));
        var _ = timers.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    private void changed(ServerStatusChanged event) {
        Optional.ofNullable(served.get(event.snapshot().serverId()))
                .ifPresent(server -> server.runs().reconnect());
        dedicated.changed(event.snapshot());
        joined.changed(event.snapshot());
    }

    private void redefined(ServerChanged event) {
        String id = event.after().id();
        if (!event.before()
                .config()
                .disabledTools()
                .equals(event.after().config().disabledTools())) {
            Optional.ofNullable(served.get(id)).ifPresent(ServedServer::hiddenToolsChanged);
            dedicated.hiddenToolsChanged(id);
        }
        dedicated.redefined(id);
        joined.offersChanged();
    }

    private void deleted(String serverId) {
        joined.deleted(serverId);
        Optional.ofNullable(served.remove(serverId)).ifPresent(ServedServer::close);
        dedicated.deleted(serverId);
    }

    private void tick() {
        try {
            long now = System.nanoTime();
            boolean keepAlive = now - keptAlive > parts.settings().keepAlive().toNanos();
            if (keepAlive) {
                keptAlive = now;
            }
            parts.held().tick(now, parts.settings());
            served.values().forEach(server -> server.tick(now, keepAlive));
            dedicated.tick(now, keepAlive);
            joined.tick(now, keepAlive);
        } catch (RuntimeException e) {
            log.error("looking after clients' calls failed", e);
        }
    }

    /** Answers a request to an address; errors are answered, too. */
    public void handle(McpAddress address, HttpExchange exchange) {
        try {
            switch (address) {
                case McpAddress.OneServer(String name) ->
                    parts.servers()
                            .find(name)
                            .ifPresentOrElse(
                                    server -> handle(served(server.id()), exchange),
                                    () -> refuse(exchange, Reply.NOT_FOUND, "There is no server " + name));
                case McpAddress.AllServers(Optional<String> profile) ->
                    joined.place(profile)
                            .ifPresentOrElse(
                                    place -> handle(
                                            place, exchange, message -> JoinedModern.post(place, exchange, message)),
                                    () -> refuse(exchange, Reply.NOT_FOUND, profiles.unknown(profile.orElseThrow())));
            }
        } catch (RuntimeException e) {
            log.error("{}: a client's request failed", address, e);
            exchange.reply(Reply.error(
                    Reply.FAILED, RpcError.ofUnreadable(RpcError.INTERNAL, "The manager failed; its log says why")));
        }
    }

    private ServedServer served(String id) {
        ServedServer known = served.get(id);
        return known != null
                ? known
                : served.computeIfAbsent(
                        id, _ -> new ServedServer(id, parts, new SupervisedRun(parts.supervisor(), id)));
    }

    private void handle(ServedServer server, HttpExchange exchange) {
        handle(new ServerPlace(server, parts, dedicated), exchange, message -> modern.post(server, exchange, message));
    }

    private void handle(LegacyPlace place, HttpExchange exchange, Consumer<JsonRpcMessage> modern) {
        switch (exchange.method()) {
            case POST -> post(place, exchange, modern);
            case "GET" -> {
                if (accepts(exchange, EVENT_STREAM)) {
                    legacy.get(place, exchange);
                } else {
                    refuse(exchange, Reply.NOT_ACCEPTABLE, "Accept must name " + EVENT_STREAM);
                }
            }
            case "DELETE" -> legacy.delete(place, exchange);
            default ->
                exchange.reply(new Reply(
                        Reply.METHOD_NOT_ALLOWED,
                        Map.of("Allow", "GET, POST, DELETE", "Content-Type", JSON),
                        RpcError.ofUnreadable(RpcError.INVALID_REQUEST, "Use POST, GET or DELETE")
                                .encoded()));
        }
    }

    private void post(LegacyPlace place, HttpExchange exchange, Consumer<JsonRpcMessage> modern) {
        if (!mediaType(exchange.header("Content-Type").orElse("")).equals(JSON)) {
            refuse(exchange, Reply.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be " + JSON);
            return;
        }
        if (!accepts(exchange, JSON) || !accepts(exchange, EVENT_STREAM)) {
            refuse(exchange, Reply.NOT_ACCEPTABLE, "Accept must name both " + JSON + " and " + EVENT_STREAM);
            return;
        }
        byte[] body = exchange.body();
        switch (JsonRpcDecoder.decodeOwned(body, 0, body.length)) {
            case Decoded.NotJsonRpc(String reason) -> {
                int code = isJson(body) ? RpcError.INVALID_REQUEST : RpcError.PARSE;
                exchange.reply(Reply.error(Reply.BAD_REQUEST, RpcError.ofUnreadable(code, "The body " + reason)));
            }
            case JsonRpcMessage message -> {
                if (ModernDoor.isFor(exchange, message)) {
                    modern.accept(message);
                } else {
                    legacy.post(place, exchange, message);
                }
            }
        }
    }

    private static boolean isJson(byte[] body) {
        try (JsonParser parser = Json.STRICT.createParser(body)) {
            boolean any = parser.nextToken() != null;
            parser.skipChildren();
            return any && parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean accepts(HttpExchange exchange, String type) {
        String accept = exchange.header("Accept").orElse("");
        return accept.contains(type)
                || Arrays.stream(accept.split(",", -1))
                        .map(Gateway::mediaType)
                        .anyMatch(range -> range.equals(type)
                                || range.equals("*/*")
                                || range.equals(type.substring(0, type.indexOf('/')) + "/*"));
    }

    private static String mediaType(String value) {
        int parameters = value.indexOf(';');
        return (parameters < 0 ? value : value.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private static void refuse(HttpExchange exchange, int status, String message) {
        exchange.reply(Reply.error(status, RpcError.ofUnreadable(RpcError.INVALID_REQUEST, message)));
    }

    /** How many legacy sessions are open. */
    public int sessions() {
        return parts.sessions().get();
    }

    /** Ends all sessions and subscriptions. */
    @Override
    public void close() {
        statuses.close();
        definitions.close();
        profileChanges.close();
        deletions.close();
        timers.shutdownNow();
        joined.close();
        served.values().forEach(ServedServer::close);
        dedicated.close();
    }
}
