package dev.mcpmanager.health.testing;

import com.sun.net.httpserver.HttpServer;
import dev.mcpmanager.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** What alerts are sent to: a real HTTP server on a port of its own. Thread-safe. */
public final class WebhookReceiver implements AutoCloseable {
    /** In place of a status: no answer at all. */
    public static final int SILENCE = 0;

    /** Part of the address, and hence a secret. */
    public static final String SECRET = "hunter2";

    private static final int OK = 200;

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    public WebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            int status = Optional.ofNullable(statuses.poll()).orElse(OK);
            JsonNode body = Json.STRICT.readTree(exchange.getRequestBody().readAllBytes());
            if (status == SILENCE) {
                return;
            }
            if (status == OK) {
                received.add(body);
            }
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    /** The next answers; after them each is 200. */
    public void answers(Integer... next) {
        statuses.addAll(List.of(next));
    }

    /** Whether all of {@link #answers} were given. */
    public boolean answered() {
        return statuses.isEmpty();
    }

    /** What was answered by 200, in order. */
    public List<JsonNode> received() {
        return received;
    }

    /** The {@code event} of each. */
    public List<String> events() {
        return received.stream().map(each -> each.path("event").asString("")).toList();
    }

    /** Scheme, host and port. */
    public String target() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String url() {
        return target() + "/T0/" + SECRET + "?key=" + SECRET;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
