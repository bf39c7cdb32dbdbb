package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.json.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a container engine over its HTTP API (version 1.40 and later); each request has a connection of its own. Thread-safe. */
final class Engine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_ANSWER = 16 << 20;
    private static final byte[] NOTHING = {};

    private final Map<String, String> environment;
    private final Duration patience;
    private final ScheduledThreadPoolExecutor deadlines;

    /** @param environment of the manager, which says where the engine is; see {@link Endpoint#find} */
    Engine(Map<String, String> environment) {
        this(environment, PATIENCE);
    }

    /** @param patience how long an answer may take */
    Engine(Map<String, String> environment, Duration patience) {
        this.environment = Map.copyOf(environment);
        this.patience = patience;
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("engine deadlines").daemon().factory());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** The same engine, of which answers are expected within {@code limit}. */
    Engine within(Duration limit) {
        return new Engine(environment, limit);
    }

    /** Where it is, as of now: sockets come and go. */
    Endpoint endpoint() {
        return Endpoint.find(environment);
    }

    /**
     * Asks for JSON.
     *
     * @return missing when the answer is empty
     * @throws EngineException when the engine cannot be reached or refuses
     */
    JsonNode get(String path) {
        return call("GET", path, Optional.empty());
    }

    /** As {@link #get}. */
    JsonNode post(String path, Optional<ObjectNode> body) {
        return call("POST", path, body);
    }

    /** As {@link #get}. */
    void delete(String path) {
        call("DELETE", path, Optional.empty());
    }

    private JsonNode call(String method, String path, Optional<ObjectNode> body) {
        byte[] json = body.map(Json.STRICT::writeValueAsBytes).orElse(NOTHING);
        Endpoint endpoint = endpoint();
        try (Wire wire = Wire.open(endpoint, patience);
                var limit = new Limit(wire)) {
            try {
                Exchange exchange = Exchange.on(wire, method, path, json, false);
                byte[] answer = exchange.body().readNBytes(MAX_ANSWER);
                refuse(exchange.status(), answer);
                return answer.length == 0 ? Json.STRICT.missingNode() : Json.STRICT.readTree(answer);
            } catch (IOException e) {
                throw limit.reached() ? late() : e;
            }
        } catch (IOException e) {
            throw unreachable(endpoint, e);
        } catch (JacksonException e) {
            throw unreachable(endpoint, new IOException("what answers there is no engine", e));
        }
    }

    /**
     * Begins what goes on: the head of the answer must come in time, its body may take for ever. To be closed.
     *
     * @param upgrade whether to ask for a plain connection in both directions
     * @throws EngineException as {@link #get}
     */
    Exchange open(String method, String path, boolean upgrade) {
        Endpoint endpoint = endpoint();
        try {
            Wire wire = Wire.open(endpoint, patience);
            var limit = new Limit(wire);
            try (limit) {
                return begun(wire, method, path, upgrade);
            } catch (IOException e) {
                throw limit.reached() ? late() : e;
            }
        } catch (IOException e) {
            throw unreachable(endpoint, e);
        }
    }

    /** Like {@link #open(String, String, boolean)}, but the head, too, may take until {@code cancelled} ends all of it. */
    Exchange open(String method, String path, CompletableFuture<Void> cancelled) {
        Endpoint endpoint = endpoint();
        try {
            Wire wire = Wire.open(endpoint, patience);
            var _ = cancelled.thenRun(() -> closeQuietly(wire));
            return begun(wire, method, path, false);
        } catch (IOException e) {
            throw unreachable(endpoint, e);
        }
    }

    private static Exchange begun(Wire wire, String method, String path, boolean upgrade) throws IOException {
        boolean begun = false;
        try {
            Exchange exchange = Exchange.on(wire, method, path, NOTHING, upgrade);
            if (exchange.status() >= 400) {
                refuse(exchange.status(), exchange.body().readNBytes(MAX_ANSWER));
            }
            begun = true;
            return exchange;
        } finally {
            if (!begun) {
                wire.close();
            }
        }
    }

    private static void closeQuietly(Wire wire) {
        try {
            wire.close();
        } catch (IOException e) {
            // then it is closed already
        }
    }

    private static void refuse(int status, byte[] answer) {
        if (status >= 400) {
            throw EngineException.refused(status, message(status, answer));
        }
    }

    private static String message(int status, byte[] answer) {
        String text = new String(answer, StandardCharsets.UTF_8);
        try {
            return Json.STRICT.readTree(text).path("message").asString("").strip();
        } catch (JacksonException e) {
            return "status " + status + " "
                    + text.substring(0, Math.min(text.length(), 200)).strip();
        }
    }

    private IOException late() {
        return new IOException("it did not answer within " + patience.toSeconds() + " s");
    }

    private static EngineException unreachable(Endpoint endpoint, IOException e) {
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        String remedy = reason.contains("Permission denied")
                ? "let the manager's user use it, such as by the group docker"
                : "start Docker or Podman, or say where it is in DOCKER_HOST";
        return EngineException.unreachable(
                "container engine unreachable at %s (%s): %s".formatted(endpoint.address(), reason, remedy), e);
    }

    /** For a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }

    /** Closes the wire when the time is over, which ends any read of it. */
    private final class Limit implements AutoCloseable {
        private final AtomicBoolean reached = new AtomicBoolean();
        private final ScheduledFuture<?> end;

        Limit(Wire wire) {
            end = deadlines.schedule(() -> expire(wire), patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void expire(Wire wire) {
            reached.set(true);
            closeQuietly(wire);
        }

        boolean reached() {
            return reached.get();
        }

        @Override
        public void close() {
            end.cancel(false);
        }
    }
}
