package dev.mcpmanager.catalog;

import dev.mcpmanager.profile.Profiles;
import dev.mcpmanager.server.Servers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** What running servers offer, all together and by profile. Thread-safe; no method blocks. */
public final class Catalog {
    private final Servers servers;
    private final Profiles profiles;
    /** By the server's id. */
    private final ConcurrentMap<String, ServerLists> lists = new ConcurrentHashMap<>();
    /** By the profile's name; empty for all servers. */
    private final ConcurrentMap<Optional<String>, View> views = new ConcurrentHashMap<>();

    private final AtomicLong version = new AtomicLong();

    public Catalog(Servers servers, Profiles profiles) {
        this.servers = servers;
        this.profiles = profiles;
    }

    /** The server's lists are offered from now on, in place of those that were. */
    public void add(String serverId, ServerLists offered) {
        Optional.ofNullable(lists.put(serverId, offered)).ifPresent(ServerLists::close);
        changed();
    }

    /** The server offers nothing any more. */
    public void remove(String serverId) {
        Optional.ofNullable(lists.remove(serverId)).ifPresent(ServerLists::close);
        changed();
    }

    public Optional<ServerLists> find(String serverId) {
        return Optional.ofNullable(lists.get(serverId));
    }

    /** A list, a definition or a profile is another: what was put together is put together anew when it is needed. */
    public void changed() {
        version.incrementAndGet();
    }

    /** What a profile offers, or all servers without one; empty if there is no such profile. */
    public Optional<View> view(Optional<String> profile) {
        if (profile.isPresent() && profiles.find(profile.get()).isEmpty()) {
            views.remove(profile);
            return Optional.empty();
        }
        return Optional.of(views.computeIfAbsent(profile, _ -> new View(this, servers, profiles, profile)));
    }

    long version() {
        return version.get();
    }

    Map<String, ServerLists> lists() {
        return lists;
    }
}
