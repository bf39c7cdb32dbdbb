package dev.mcpmanager.mcp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mcpmanager.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** An HTTP server in which a test decides what is answered; thread-safe. */
public final class ScriptedHttpServer implements AutoCloseable {

    /**
     * A request.
     *
     * @param message its body, if it had one
     */
    public record Received(String httpMethod, String path, Headers headers, JsonNode message) {
        /** Of JSON-RPC, or of HTTP where there is no message. */
        public String method() {
            return message.path("method").asString(httpMethod);
        }
    }

    /**
     * What is answered.
     *
     * @param body in which {@code ID} stands for the request's id
     */
    public record Reply(int status, Map<String, String> headers, String body) {
        public static final Reply ACCEPTED = new Reply(202, Map.of(), "");

        public static Reply json(int status, String body) {
            return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
        }

        public static Reply result(String result) {
            return json(200, "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":" + result + "}");
        }

        public static Reply error(int status, int code) {
            return json(
                    status,
                    "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":%d,\"message\":\"hunter2\"}}".formatted(code));
        }

        public Reply with(String name, String value) {
            var all = new HashMap<>(headers);
            all.put(name, value);
            return new Reply(status, all, body);
        }
    }

    /** Answers one request; what it throws is no answer. */
    public interface Script {
        Reply answer(Received received) throws Exception;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Script script;

    public ScriptedHttpServer(Script script) throws IOException {
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp?token=hunter2");
    }

    /** From now on. */
    public void become(Script next) {
        script = next;
    }

    public List<Received> received() {
        return received;
    }

    /** What was asked for so far, in order. */
    public List<String> methods() {
        return received.stream().map(Received::method).toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            JsonNode message = body.length == 0 ? MissingNode.getInstance() : Json.STRICT.readTree(body);
            var request = new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    message);
            received.add(request);
            Reply reply = script.answer(request);
            byte[] answer =
                    reply.body().replace("ID", message.path("id").toString()).getBytes(UTF_8);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
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
