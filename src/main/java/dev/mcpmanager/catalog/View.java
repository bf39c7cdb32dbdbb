package dev.mcpmanager.catalog;

import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.profile.Profile;
import dev.mcpmanager.profile.Profiles;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.Servers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the servers of a profile, or all, offer side by side: put together, and encoded, once after each change. Thread-safe;
 * no method waits for a server.
 */
public final class View {
    /** One list as it was at a version of the catalog. */
    private record Snapshot(long version, Merged merged) {}

    private final Catalog catalog;
    private final Servers servers;
    private final Profiles profiles;
    private final Optional<String> profile;
    private final ConcurrentMap<ListKind, Snapshot> snapshots = new ConcurrentHashMap<>();
    /** What clients know of. */
    private final Map<ListKind, Merged> announced = new EnumMap<>(ListKind.class);

    View(Catalog catalog, Servers servers, Profiles profiles, Optional<String> profile) {
        this.catalog = catalog;
        this.servers = servers;
        this.profiles = profiles;
        this.profile = profile;
    }

    /**
     * A page as a result.
     *
     * @param modern whether it is to say what a modern result must
     * @return empty if the cursor is of another content than the list has now
     */
    public Optional<RawJson> page(ListKind kind, Optional<String> cursor, boolean modern) {
        return merged(kind).page(cursor).map(page -> modern ? page.modern() : page.legacy());
    }

    /** Where a name leads that was offered. */
    public Optional<Offer> find(ListKind kind, String offered) {
        return Optional.ofNullable(merged(kind).offers().get(offered));
    }

    /** Whose resource a URI is: as it was offered, as one that names its server, or by the template that tells most of it. */
    public Optional<Offer> resource(String uri) {
        return OfferedUris.parse(uri)
                .map(this::qualified)
                .orElseGet(() ->
                        find(ListKind.RESOURCES, uri).or(() -> byTemplate(uri)).or(() -> onlyOne(uri)));
    }

    /** The template of this text, or the resource of this URI. */
    public Optional<Offer> templateOrResource(String uri) {
        return find(ListKind.TEMPLATES, uri).or(() -> resource(uri));
    }

    private Optional<Offer> qualified(OfferedUris.Qualified uri) {
        return offering().stream()
                .filter(server -> server.name().equals(uri.server()))
                .findFirst()
                .map(server -> new Offer(server.id(), uri.uri()));
    }

    private Optional<Offer> byTemplate(String uri) {
        Offer best = null;
        int weight = -1;
        for (ServerDefinition server : offering()) {
            for (Listed template : items(server, ListKind.TEMPLATES)) {
                UriPattern pattern = UriPattern.of(template.own());
                if (pattern.weight() > weight && pattern.matches(uri)) {
                    best = new Offer(server.id(), uri);
                    weight = pattern.weight();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** A URI that nobody lists, such as one in a tool's result, can be of nobody else. */
    private Optional<Offer> onlyOne(String uri) {
        String scheme = uri.substring(0, uri.indexOf(':') + 1);
        return onlyOne(scheme, uri).or(() -> onlyOne("", uri));
    }

    private Optional<Offer> onlyOne(String prefix, String uri) {
        List<ServerDefinition> having = offering().stream()
                .filter(server -> Stream.of(ListKind.RESOURCES, ListKind.TEMPLATES)
                        .flatMap(kind -> items(server, kind).stream())
                        .anyMatch(item -> item.own().startsWith(prefix)))
                .toList();
        return having.size() == 1 ? Optional.of(new Offer(having.getFirst().id(), uri)) : Optional.empty();
    }

    /** Completes when each server has told this list once, or was waited for long enough. */
    public CompletableFuture<Void> told(ListKind kind) {
        return each(lists -> Stream.of(lists.told(kind)));
    }

    /** Completes when each server has told these lists that is being asked for them, or was waited for long enough. */
    public CompletableFuture<Void> settled(List<ListKind> kinds) {
        return each(lists -> kinds.stream().map(lists::settled));
    }

    private CompletableFuture<Void> each(Function<ServerLists, Stream<CompletableFuture<Void>>> awaited) {
        List<CompletableFuture<Void>> pending = new ArrayList<>();
        catalog.lists().forEach((id, lists) -> {
            List<CompletableFuture<Void>> missing =
                    awaited.apply(lists).filter(each -> !each.isDone()).toList();
            if (!missing.isEmpty() && servers.find(id).filter(this::has).isPresent()) {
                pending.addAll(missing);
            }
        });
        return CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new));
    }

    /** Whether the list is another than clients know of, who then are to be told. */
    public boolean announce(ListKind kind) {
        Merged now = merged(kind);
        synchronized (this) {
            Merged before = announced.put(kind, now);
            return before != null && !before.looksLike(now);
        }
    }

    /** The servers' names, in order. */
    public List<String> serverNames() {
        return offering().stream().map(ServerDefinition::name).toList();
    }

    private Merged merged(ListKind kind) {
        Snapshot known = snapshots.get(kind);
        return known != null && known.version == catalog.version() ? known.merged : mergedAnew(kind);
    }

    private synchronized Merged mergedAnew(ListKind kind) {
        long version = catalog.version();
        Snapshot known = snapshots.get(kind);
        if (known != null && known.version == version) {
            return known.merged;
        }
        Merged merged = merge(kind);
        snapshots.put(kind, new Snapshot(version, merged));
        announced.putIfAbsent(kind, merged);
        return merged;
    }

    private Merged merge(ListKind kind) {
        List<RawJson> items = new ArrayList<>();
        Map<String, Offer> offers = new HashMap<>();
        for (ServerDefinition server : offering()) {
            for (Listed item : items(server, kind)) {
                String offered = offered(kind, server, item.own(), offers);
                // what a server lists twice leads to the same
                if (offers.putIfAbsent(offered, new Offer(server.id(), item.own())) == null) {
                    items.add(item.offeredAs(kind, offered));
                }
            }
        }
        return new Merged(kind, items, offers);
    }

    private static String offered(ListKind kind, ServerDefinition server, String own, Map<String, Offer> taken) {
        return switch (kind) {
            case TOOLS, PROMPTS -> OfferedNames.of(server.name(), own);
            case RESOURCES, TEMPLATES -> {
                Offer other = taken.get(own);
                boolean free = other == null || other.serverId().equals(server.id());
                yield free && OfferedUris.parse(own).isEmpty() ? own : OfferedUris.qualified(server.name(), own);
            }
        };
    }

    private List<Listed> items(ServerDefinition server, ListKind kind) {
        ServerLists lists = catalog.lists().get(server.id());
        if (lists == null) {
            return List.of();
        }
        return kind == ListKind.TOOLS
                ? lists.items(kind).stream()
                        .filter(tool -> has(server, tool.own()))
                        .toList()
                : lists.items(kind);
    }

    /** The servers whose lists are here, by name: of a URI that two have, it is the first's. */
    private List<ServerDefinition> offering() {
        return catalog.lists().keySet().stream()
                .flatMap(id -> servers.find(id).stream())
                .filter(this::has)
                .sorted(Comparator.comparing(ServerDefinition::name))
                .toList();
    }

    private boolean has(ServerDefinition server) {
        Profile chosen = chosen();
        return server.config().offered() && (chosen == null || chosen.has(server.id()));
    }

    private boolean has(ServerDefinition server, String tool) {
        Profile chosen = chosen();
        return !server.config().disabledTools().contains(tool) && (chosen == null || chosen.hasTool(server.id(), tool));
    }

    private @Nullable Profile chosen() {
        // one that was deleted has nothing
        return profile.map(name -> profiles.find(name).orElseGet(() -> Profile.empty(name)))
                .orElse(null);
    }
}
