package dev.mcpmanager.profile;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.ObjectNode;

/**
 * All profiles, at most {@value #MAX}. Thread-safe. Reads come from memory; a change is on disk and published on the bus
 * when its method returns.
 */
public final class Profiles {
    /** Most profiles that one manager keeps. */
    public static final int MAX = 100;

    private final ProfileStore store;
    private final Servers servers;
    private final EventBus bus;
    private final ConcurrentNavigableMap<String, Profile> byName = new ConcurrentSkipListMap<>();
    private final ReentrantLock changes = new ReentrantLock();

    public Profiles(Database database, Servers servers, EventBus bus) {
        this.store = new ProfileStore(database);
        this.servers = servers;
        this.bus = bus;
        store.all().forEach(profile -> byName.put(profile.name(), profile));
    }

    /** All profiles, by name. */
    public List<Profile> list() {
        return List.copyOf(byName.values());
    }

    public Optional<Profile> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The profile of this name.
     *
     * @throws ProblemException {@link Problem.NotFound}, which names those that exist
     */
    public Profile get(String name) {
        return find(name).orElseThrow(() -> new ProblemException(new Problem.NotFound(unknown(name))));
    }

    /** What to say of a name that is no profile's. */
    public String unknown(String name) {
        String known = byName.isEmpty() ? "there are none" : "those are " + String.join(", ", byName.keySet());
        String cut = name.length() <= 100 ? name : name.substring(0, 100) + "…";
        return "There is no profile \"%s\"; %s".formatted(cut.replaceAll("\\p{Cntrl}", "?"), known);
    }

    /**
     * Adds a profile.
     *
     * @param input {@code name} and {@code servers}
     * @throws ProblemException {@link Problem.Invalid} with all bad fields, {@link Problem.Conflict} when the name is taken
     *     or there are {@link #MAX} profiles, {@link Problem.Unavailable} when it cannot be stored
     */
    public Profile create(ObjectNode input) {
        Profile profile = ProfileInput.read(input, servers);
        changes.lock();
        try {
            if (byName.containsKey(profile.name())) {
                throw new ProblemException(
                        new Problem.Conflict("The name \"%s\" is taken by another profile".formatted(profile.name())));
            }
            if (byName.size() >= MAX) {
                throw new ProblemException(new Problem.Conflict(
                        "There are %d profiles, the most possible: delete one first".formatted(MAX)));
            }
            return save(profile);
        } finally {
            changes.unlock();
        }
    }

    /**
     * Changes the servers of a profile.
     *
     * @param input {@code servers}; a {@code name} must be the profile's
     * @throws ProblemException as {@link #create}, and {@link Problem.NotFound}
     */
    public Profile replace(String name, ObjectNode input) {
        changes.lock();
        try {
            Profile before = get(name);
            if (!input.path("name").asString(name).equals(before.name())) {
                throw ProblemException.invalid("name", "is the profile's for good: delete it and add another");
            }
            return save(ProfileInput.read(input.deepCopy().put("name", before.name()), servers));
        } finally {
            changes.unlock();
        }
    }

    private Profile save(Profile profile) {
        store.save(profile);
        byName.put(profile.name(), profile);
        bus.publish(new ProfilesChanged(profile.name()));
        return profile;
    }

    /**
     * Removes a profile; who uses it is told so at the next request.
     *
     * @throws ProblemException {@link Problem.NotFound}, {@link Problem.Unavailable}
     */
    public void delete(String name) {
        changes.lock();
        try {
            Profile profile = get(name);
            store.delete(profile.name());
            byName.remove(profile.name());
            bus.publish(new ProfilesChanged(profile.name()));
        } finally {
            changes.unlock();
        }
    }
}
