package dev.mcpmanager.gateway;

import dev.mcpmanager.gateway.Topic.Kind;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.AnswerListener;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What all clients of one server together want to hear of, subscribed at the server once, and told to each who wants it.
 * Outlives the server's runs. Thread-safe.
 */
final class Subscriptions {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private @Nullable Upstream upstream;
    /** Resources that a legacy server was told of. */
    private final Set<String> subscribed = new HashSet<>();

    private @Nullable Listening listening;
    private final BiConsumer<Duration, Runnable> timer;
    /** Before a modern server that ended a subscription is asked for another. */
    private Duration pause = FIRST_PAUSE;

    /** @param timer runs a task after a while */
    Subscriptions(BiConsumer<Duration, Runnable> timer) {
        this.timer = timer;
    }

    /** One {@code subscriptions/listen} at a modern server. */
    private final class Listening implements AnswerListener {
        private final Upstream at;
        private final Set<String> resources;
        private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        private final long since = System.nanoTime();
        private volatile long id;

        Listening(Upstream at, Set<String> resources) {
            this.at = at;
            this.resources = resources;
        }

        void begin() {
            try {
                at.connection().forward("subscriptions/listen", number -> Optional.of(params(number)), this);
            } catch (ProblemException e) {
                failed(e);
            }
        }

        private RawJson params(long number) {
            id = number;
            ObjectNode params = Json.STRICT.createObjectNode();
            params.set("_meta", at.ownMeta());
            ObjectNode filter = params.putObject("notifications");
            for (Kind kind : Kind.values()) {
                if (at.has(kind.capability(), "listChanged")) {
                    filter.put(kind.filter(), true);
                }
            }
            if (!resources.isEmpty()) {
                resources.forEach(filter.putArray("resourceSubscriptions")::add);
            }
            return RawJson.of(params);
        }

        @Override
        public void answered(Response response) {
            boolean worked = acknowledged.isDone();
            acknowledged.complete(null);
            if (worked) {
                ended(this);
            }
        }

        @Override
        public void failed(ProblemException why) {
            acknowledged.complete(null);
            if (!at.isClosed()) {
                // over HTTP a stream may break while the server lives
                ended(this);
            }
        }
    }

    /** Completes when the server knows what the subscriber wants, or will not say so. */
    CompletableFuture<Void> add(Subscriber subscriber) {
        subscribers.add(subscriber);
        return refresh();
    }

    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber);
        var _ = refresh();
    }

    /** A legacy session's own request tells the server of a resource. */
    synchronized void told(String uri) {
        subscribed.add(uri);
    }

    /** True if nobody wants to hear of the resource any more, so that a legacy session's own request may say so. */
    synchronized boolean forget(String uri) {
        return subscribers.stream()
                        .noneMatch(subscriber -> subscriber.resources().contains(uri))
                && subscribed.remove(uri);
    }

    /** A run of the server can be asked from now on. */
    void connected(Upstream run) {
        synchronized (this) {
            upstream = run;
            subscribed.clear();
            listening = null;
        }
        var _ = refresh();
    }

    /** Makes what the server knows what its clients want. */
    CompletableFuture<Void> refresh() {
        synchronized (this) {
            Upstream run = upstream;
            if (run == null || run.isClosed()) {
                return DONE;
            }
            Set<String> wanted = new HashSet<>();
            subscribers.forEach(subscriber -> wanted.addAll(subscriber.resources()));
            return run.isModern() ? listen(run, wanted) : subscribe(run, wanted);
        }
    }

    private CompletableFuture<Void> subscribe(Upstream run, Set<String> wanted) {
        if (!run.has("resources", "subscribe")) {
            return DONE;
        }
        CompletableFuture<?>[] changes = java.util.stream.Stream.concat(
                        wanted.stream()
                                .filter(uri -> !subscribed.contains(uri))
                                .map(uri -> change(run, "resources/subscribe", uri)),
                        subscribed.stream()
                                .filter(uri -> !wanted.contains(uri))
                                .map(uri -> change(run, "resources/unsubscribe", uri)))
                .toArray(CompletableFuture[]::new);
        subscribed.clear();
        subscribed.addAll(wanted);
        return CompletableFuture.allOf(changes);
    }

    private static CompletableFuture<Void> change(Upstream run, String method, String uri) {
        RawJson params = RawJson.of(Json.STRICT.createObjectNode().put("uri", uri));
        return run.connection().request(method, params, PATIENCE).handle((_, _) -> null);
    }

    private CompletableFuture<Void> listen(Upstream run, Set<String> wanted) {
        Listening now = listening;
        if (subscribers.isEmpty() || (now != null && now.resources.containsAll(wanted))) {
            return now == null ? DONE : now.acknowledged;
        }
        var next = new Listening(run, wanted);
        next.begin();
        listening = next;
        if (now != null) {
            var _ = next.acknowledged.thenRun(() -> run.connection().cancel(now.id, "replaced"));
        }
        return next.acknowledged.copy().completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The server ended it, though it had honoured it: what was said meanwhile is lost, but not what comes. */
    private synchronized void ended(Listening last) {
        if (last.equals(listening)) {
            boolean lived = System.nanoTime() - last.since > LONGEST_PAUSE.toNanos();
            Duration next = lived ? FIRST_PAUSE : pause;
            pause = next.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next.multipliedBy(2);
            timer.accept(next, () -> listenAgain(last));
        }
    }

    private void listenAgain(Listening last) {
        synchronized (this) {
            if (!last.equals(listening)) {
                return;
            }
            listening = null;
        }
        var _ = refresh();
    }

    /** Tells those who want it; true if it is of this kind. */
    boolean notified(Notification notification) {
        if (notification.method().equals("notifications/subscriptions/acknowledged")) {
            acknowledged(notification);
            return true;
        }
        Optional<Topic> topic = Topic.of(notification);
        topic.ifPresent(about -> tell(about, notification));
        return topic.isPresent();
    }

    /** Tells those who hear of {@code topic}. */
    void tell(Topic topic, Notification notification) {
        subscribers.stream()
                .filter(subscriber -> subscriber.wants(topic))
                .forEach(subscriber -> subscriber.tell(notification));
    }

    private synchronized void acknowledged(Notification notification) {
        Listening now = listening;
        if (now == null) {
            return;
        }
        boolean ours = Params.of(notification.params())
                .flatMap(params -> params.metaValue(Params.SUBSCRIPTION_ID))
                .flatMap(RawJson::integer)
                .filter(id -> id == now.id)
                .isPresent();
        if (ours) {
            now.acknowledged.complete(null);
        }
    }
}
