package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps a connection to the engine by which it tells at once what happens to containers, and makes it again when it
 * breaks. Thread-safe; works from {@link #start} to {@link #close}.
 */
final class EngineWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EngineWatch.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Engine engine;
    private final String instanceId;
    private final LiveContainers live;
    private final Runnable connected;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean closed;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile CompletableFuture<Void> back = new CompletableFuture<>();
    private volatile @Nullable Exchange events;

    /** @param connected run each time that the engine is there again; may throw {@link EngineException} */
    EngineWatch(Engine engine, String instanceId, LiveContainers live, Runnable connected) {
        this.engine = engine;
        this.instanceId = instanceId;
        this.live = live;
        this.connected = connected;
    }

    /** Begins to watch, once. */
    void start() {
        if (started.compareAndSet(false, true)) {
            Thread.ofVirtual().name("container engine events").start(this::run);
        }
    }

    /** Completes when the engine answers (again), at the earliest when it is asked next. */
    CompletableFuture<Void> back() {
        start();
        CompletableFuture<Void> next = back;
        // the connection may stand although a request failed: then what was asked for is tried again soon
        return trouble.isPresent()
                ? next
                : next.copy().completeOnTimeout(null, BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why the engine cannot be reached; empty while it can. */
    Optional<String> trouble() {
        return trouble;
    }

    private void run() {
        while (!closed) {
            try (Exchange exchange = engine.open("GET", "/events?filters=" + filters(), false)) {
                events = exchange;
                connected.run();
                live.all().forEach(DockerContainer::refresh);
                reached();
                read(exchange);
            } catch (EngineException e) {
                lost(e.isUnreachable() ? e.words() : "the container engine failed: " + e.words());
            } catch (IOException | JacksonException e) {
                lost("the connection to the container engine broke");
            } catch (RuntimeException e) {
                if (!closed) {
                    log.error("events of the container engine cannot be followed", e);
                }
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
    }

    private String filters() {
        ObjectNode filters = Labels.filterOf(instanceId);
        filters.putArray("type").add("container");
        filters.putArray("event").add("oom").add("pause").add("unpause").add("health_status");
        return Engine.encoded(filters.toString());
    }

    private void read(Exchange exchange) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(exchange.body(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode event = Json.STRICT.readTree(line);
            // a check of health has its outcome in the name: "health_status: unhealthy"
            String name = event.path("Action").asString("").replaceFirst(":.*", "");
            live.find(event.at("/Actor/ID").asString("")).ifPresent(container -> container.told(name));
        }
        throw new IOException("the engine ended its events");
    }

    private void reached() {
        if (trouble.isPresent()) {
            log.info("the container engine answers again");
        }
        trouble = Optional.empty();
        CompletableFuture<Void> waiting = back;
        back = new CompletableFuture<>();
        waiting.complete(null);
    }

    /** Notes that the engine cannot be reached, until it answers. */
    void lost(String reason) {
        if (!closed && !trouble.equals(Optional.of(reason))) {
            log.warn("{}", reason);
        }
        trouble = Optional.of(reason);
    }

    @Override
    public void close() {
        closed = true;
        Exchange current = events;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                log.debug("events: {}", e.getMessage());
            }
        }
    }
}
