package dev.mcpmanager.oauth.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An MCP server at {@code /mcp} and its authorization server, in one, of which a test changes what is answered at any path;
 * thread-safe.
 */
public final class HostileAuthorizationServer implements AutoCloseable {

    /** What is answered. */
    public interface Answer {
        void to(HttpExchange exchange) throws Exception;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** In order, until a test changes something: it wants a sign-in, registers everybody and issues {@code access-1}. */
    public HostileAuthorizationServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
        at("/mcp", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer scope=\"a\"");
            json(401, "{}").to(exchange);
        });
        at("/.well-known/oauth-protected-resource/mcp", json(200, """
                {"resource": "ORIGIN/mcp", "authorization_servers": ["ORIGIN"]}"""));
        at("/.well-known/oauth-authorization-server", json(200, metadata("")));
        at("/register", json(201, "{\"client_id\": \"registered\"}"));
        at("/token", json(200, token("access-1", "")));
    }

    /** Of an authorization server; members in {@code more} come first, and end with a comma. */
    public static String metadata(String more) {
        return """
                {%s"authorization_endpoint": "ORIGIN/authorize", "token_endpoint": "ORIGIN/token",
                 "registration_endpoint": "ORIGIN/register", "issuer": "ORIGIN",
                 "code_challenge_methods_supported": ["S256"]}""".formatted(more);
    }

    /** What a token endpoint answers; members in {@code more} end with a comma. */
    public static String token(String access, String more) {
        return "{%s\"access_token\": \"%s\", \"token_type\": \"bearer\"}".formatted(more, access);
    }

    /** In {@code body}, {@code ORIGIN} stands for where this server is. */
    public Answer json(int status, String body) {
        return answer(status, "application/json", body);
    }

    public Answer answer(int status, String type, String body) {
        return exchange -> {
            byte[] bytes = body.replace("ORIGIN", origin()).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Sends a browser, or a client, elsewhere. */
    public Answer redirect(int status, String to) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", to.replace("ORIGIN", origin()));
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** A hundred megabytes. */
    public static Answer huge() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            byte[] megabyte = " ".repeat(1024 * 1024).getBytes(UTF_8);
            for (int i = 0; i < 100; i++) {
                out.write(megabyte);
            }
        };
    }

    /** Nothing, ever. */
    public static Answer never() {
        return _ -> new CountDownLatch(1).await();
    }

    /** From now on this is answered at a path. */
    public void at(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** The paths that were asked for, in order. */
    public List<String> asked() {
        return asked;
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public URI endpoint() {
        return URI.create(origin() + "/mcp");
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            answers.getOrDefault(path, json(404, "{}")).to(exchange);
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
