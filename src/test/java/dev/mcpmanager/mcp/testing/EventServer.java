package dev.mcpmanager.mcp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mcpmanager.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;

/** A server of 2024-11-05 over HTTP with server-sent events, which says what a test tells it to; thread-safe. */
public final class EventServer implements AutoCloseable {
    private static final String END = "";

    /** What it does with a message that it gets. */
    public interface Script {
        /** Gives the status with which it takes the message. */
        int take(JsonNode message, EventServer server) throws Exception;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** For the latest stream. */
    private volatile BlockingQueue<String> latest = new LinkedBlockingQueue<>();

    private final Script script;
    private final String greeting;

    /** @param greeting first in each event stream */
    public EventServer(String greeting, Script script) throws IOException {
        this.greeting = greeting;
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/sse", this::stream);
        server.createContext("/messages", this::take);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/sse");
    }

    /** Sends an event on the latest stream. */
    public void say(String event) {
        latest.add(event);
    }

    /** Answers what was asked. */
    public void answer(JsonNode message, String result) {
        say("event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":" + message.path("id") + ",\"result\":" + result
                + "}\n\n");
    }

    /** Answers {@code initialize}; false if it is something else. */
    public boolean initializes(JsonNode message) {
        boolean is = message.path("method").asString("").equals("initialize");
        if (is) {
            answer(
                    message,
                    "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"tools\":{}},"
                            + "\"serverInfo\":{\"name\":\"old\",\"version\":\"1\"}}");
        }
        return is;
    }

    /** Ends the latest stream. */
    public void hangUp() {
        latest.add(END);
    }

    private void stream(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            var events = new LinkedBlockingQueue<String>();
            latest = events;
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            var out = exchange.getResponseBody();
            out.write(greeting.getBytes(UTF_8));
            out.flush();
            for (String event = events.take(); !event.equals(END); event = events.take()) {
                out.write(event.getBytes(UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode message = Json.STRICT.readTree(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(script.take(message, this), -1);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
