package dev.mcpmanager.server;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.storage.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/**
 * All definitions, at most {@value #MAX}. Thread-safe. Reads come from memory; a change is on disk and published on the
 * bus, in order, when its method returns.
 */
public final class Servers {
    /** Most servers that one manager keeps. */
    public static final int MAX = 10_000;

    private final ServerStore store;
    private final EventBus events;
    private final InstantSource time;
    private final ServerIds ids = new ServerIds();
    private final Map<String, ServerDefinition> byId = new ConcurrentHashMap<>();
    private final Map<String, ServerDefinition> byName = new ConcurrentHashMap<>();
    private final ReentrantLock changes = new ReentrantLock();

    /** Loads all definitions. Secrets that cannot be decrypted are logged and fail when they are used. */
    public Servers(Database database, Secrets secrets, EventBus events, InstantSource time) {
        this.store = new ServerStore(database, new StoredValues(secrets));
        this.events = events;
        this.time = time;
        store.all().forEach(this::remember);
    }

    /** All servers, by name. */
    public List<ServerDefinition> list() {
        return byId.values().stream()
                .sorted(Comparator.comparing(ServerDefinition::name))
                .toList();
    }

    public Optional<ServerDefinition> find(String idOrName) {
        ServerDefinition server = byId.get(idOrName);
        return Optional.ofNullable(server == null ? byName.get(idOrName) : server);
    }

    /**
     * The server with this id or name.
     *
     * @throws ProblemException {@link Problem.NotFound}
     */
    public ServerDefinition get(String idOrName) {
        return find(idOrName)
                .orElseThrow(() ->
                        new ProblemException(new Problem.NotFound("There is no server \"%s\"".formatted(idOrName))));
    }

    /**
     * Adds a server.
     *
     * @param input as {@link ServerValidator} reads it
     * @throws ProblemException {@link Problem.Invalid}, {@link Problem.TooLarge}, {@link Problem.Conflict} when the
     *     name is taken or there are {@link #MAX} servers, {@link Problem.Unavailable} when it cannot be stored
     */
    public ServerDefinition create(JsonNode input) {
        ServerDefinition server = ServerValidator.create(input, ids.next(), now());
        changes.lock();
        try {
            if (byId.size() >= MAX) {
                throw new ProblemException(new Problem.Conflict(
                        "There are %d servers, the most possible: delete one first".formatted(MAX)));
            }
            refuseTakenName(server);
            store.insert(server);
            remember(server);
            events.publish(new ServerCreated(server));
            return server;
        } finally {
            changes.unlock();
        }
    }

    /**
     * Changes a server; a patch that changes nothing is not stored and publishes nothing.
     *
     * @param patch JSON Merge Patch (RFC 7396) over the shape of {@link ServerJson}
     * @throws ProblemException as {@link #create}, and {@link Problem.NotFound}
     */
    public ServerDefinition patch(String idOrName, JsonNode patch) {
        changes.lock();
        try {
            ServerDefinition before = get(idOrName);
            return store(before, ServerValidator.change(before, patch, now()));
        } finally {
            changes.unlock();
        }
    }

    /** Replaces what the user can set of a server by {@code input}; otherwise as {@link #patch}. */
    ServerDefinition replace(String idOrName, JsonNode input) {
        changes.lock();
        try {
            ServerDefinition before = get(idOrName);
            return store(before, ServerValidator.replace(before, input, now()));
        } finally {
            changes.unlock();
        }
    }

    private ServerDefinition store(ServerDefinition before, ServerDefinition after) {
        if (after.equals(before.changedAt(after.updatedAt()))) {
            return before;
        }
        refuseTakenName(after);
        store.update(after);
        remember(after);
        if (!after.name().equals(before.name())) {
            byName.remove(before.name());
        }
        events.publish(new ServerChanged(before, after));
        return after;
    }

    /**
     * Removes a definition; what is kept of the server's history stays.
     *
     * @return what was removed
     * @throws ProblemException {@link Problem.NotFound}, {@link Problem.Unavailable}
     */
    public ServerDefinition delete(String idOrName) {
        changes.lock();
        try {
            ServerDefinition server = get(idOrName);
            store.delete(server.id());
            byId.remove(server.id());
            byName.remove(server.name());
            events.publish(new ServerDeleted(server, now()));
            return server;
        } finally {
            changes.unlock();
        }
    }

    private void refuseTakenName(ServerDefinition server) {
        ServerDefinition holder = byName.get(server.name());
        if (holder != null && !holder.id().equals(server.id())) {
            throw new ProblemException(
                    new Problem.Conflict("The name \"%s\" is taken by another server".formatted(server.name())));
        }
    }

    private void remember(ServerDefinition server) {
        byId.put(server.id(), server);
        byName.put(server.name(), server);
    }

    private Instant now() {
        // as precise as it is stored
        return time.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
