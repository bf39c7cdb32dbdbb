package dev.mcpmanager.gateway;

import dev.mcpmanager.catalog.Offer;
import dev.mcpmanager.gateway.Topic.Kind;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A {@code subscriptions/listen} of a modern client to all servers: it has a part with each whose resources it names. Thread-safe. */
final class JoinedListen {

    /**
     * What it hears of one server.
     *
     * @param offered by what the server calls each resource, what the client does
     */
    private record Part(ServedServer server, ModernListen listen, Map<String, String> offered) implements Subscriber {

        @Override
        public boolean wants(Topic topic) {
            return topic instanceof Topic.Updated updated
                    && offered.keySet().stream().anyMatch(updated::isOf);
        }

        @Override
        public Set<String> resources() {
            return offered.keySet();
        }

        @Override
        public void tell(Notification notification) {
            if (Topic.of(notification).orElse(null) instanceof Topic.Updated updated) {
                offered.forEach((own, name) -> {
                    if (updated.isOf(own)) {
                        listen.tell(Topic.Updated.as(name + updated.uri().substring(own.length()), notification));
                    }
                });
            }
        }
    }

    private final JoinedPlace place;
    private final ModernListen listen;
    private final List<Part> parts = new ArrayList<>();

    JoinedListen(JoinedPlace place, ModernRequest request, ModernReply reply) {
        this.place = place;
        this.listen = new ModernListen(
                request, reply, (_, _) -> true, uri -> subscribable(uri).isPresent());
        Map<ServedServer, Map<String, String>> byServer = new HashMap<>();
        for (String uri : listen.resources()) {
            subscribable(uri)
                    .ifPresent(offer -> byServer.computeIfAbsent(
                                    place.all().served(offer.serverId()), _ -> new HashMap<>())
                            .put(offer.own(), uri));
        }
        byServer.forEach((server, offered) -> parts.add(new Part(server, listen, Map.copyOf(offered))));
    }

    private Optional<Offer> subscribable(String uri) {
        return place.view()
                .resource(uri)
                .filter(offer -> place.all()
                        .served(offer.serverId())
                        .runs()
                        .current()
                        .filter(run -> run.has("resources", "subscribe"))
                        .isPresent());
    }

    JoinedPlace place() {
        return place;
    }

    /** Acknowledges when the servers know what the client wants, or will not say so. */
    void begin() {
        place.all().begin(this);
        CompletableFuture<?>[] known = parts.stream()
                .map(part -> part.server.subscriptions().add(part))
                .toArray(CompletableFuture[]::new);
        var _ = CompletableFuture.allOf(known).thenRun(listen::acknowledge);
    }

    /** The client has left. */
    void end() {
        place.all().end(this);
        parts.forEach(part -> part.server.subscriptions().remove(part));
    }

    /** A list is another. */
    void tell(Kind kind, Notification notification) {
        if (listen.wants(new Topic.Changed(kind))) {
            listen.tell(notification);
        }
    }

    void keepAlive() {
        listen.keepAlive();
    }

    void finish() {
        listen.finish();
    }
}
