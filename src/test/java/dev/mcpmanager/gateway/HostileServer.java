package dev.mcpmanager.gateway;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.web.TestManager;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A manager with one server that misbehaves as it is told, {@code hostile-server.js}, and clients of it. */
final class HostileServer implements AutoCloseable {
    private static final String MODERN = "2026-07-28";
    private static final String CAPABILITIES = "{\"sampling\":{},\"elicitation\":{\"form\":{},\"url\":{}}}";

    private final TestManager manager;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger requests = new AtomicInteger();

    HostileServer(Path directory) throws Exception {
        this(directory, GatewaySettings.DEFAULT);
    }

    HostileServer(Path directory, GatewaySettings limits) throws Exception {
        this(directory, limits, "/hostile-server.js");
    }

    HostileServer(Path directory, GatewaySettings limits, String resource) throws Exception {
        this(directory, limits, script(resource));
    }

    /** With another server, whose name is {@code hostile}. */
    HostileServer(Path directory, GatewaySettings limits, ObjectNode definition) throws Exception {
        manager = TestManager.withoutAuthentication(directory, Map.of(), limits);
        manager.create(definition.put("name", "hostile").toString());
        manager.post("/api/servers/hostile/start", "");
    }

    private static ObjectNode script(String resource) throws Exception {
        URL script = Objects.requireNonNull(HostileServer.class.getResource(resource));
        ObjectNode definition = Json.STRICT.createObjectNode();
        definition.put("type", "nodejs").put("command", "node");
        definition.putArray("args").add(Path.of(script.toURI()).toString());
        definition.putObject("restart").put("policy", "always").put("backoff", "1ms");
        return definition;
    }

    /** An answer of the endpoint. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        /** The message, or the last one of the stream. */
        JsonNode message() {
            String text = response.body()
                    .lines()
                    .filter(line -> line.startsWith("data: {") || line.startsWith("{"))
                    .reduce((_, last) -> last)
                    .orElse("{}");
            return Json.STRICT.readTree(text.startsWith("data: ") ? text.substring(6) : text);
        }

        JsonNode result() {
            return message().path("result");
        }

        int code() {
            return message().path("error").path("code").asInt(0);
        }

        /** Of a tool's answer. */
        String text() {
            return result().path("content").path(0).path("text").asString("");
        }
    }

    /**
     * Each time with another token for progress, 1 and so on.
     *
     * @param params members of the params, as JSON without braces
     */
    CompletableFuture<Answer> modern(String method, String name, String params) {
        return send(modernRequest(method, name, params));
    }

    /** Calls a tool without arguments, and gives the lines of the answer while they come. */
    CompletableFuture<Stream<String>> modernStream(String tool) {
        HttpRequest request = modernRequest("tools/call", tool, "\"name\":\"%s\"".formatted(tool))
                .build();
        return http.sendAsync(request, BodyHandlers.ofLines()).thenApply(HttpResponse::body);
    }

    private HttpRequest.Builder modernRequest(String method, String name, String params) {
        String body =
                """
                {"jsonrpc":"2.0","id":1,"method":"%s","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":\
                "2026-07-28","io.modelcontextprotocol/clientCapabilities":%s,"progressToken":%d}%s}}
                """.formatted(method, CAPABILITIES, requests.incrementAndGet(), params.isEmpty() ? "" : "," + params);
        HttpRequest.Builder request =
                post(body).header("MCP-Protocol-Version", MODERN).header("Mcp-Method", method);
        return name.isEmpty() ? request : request.header("Mcp-Name", name);
    }

    CompletableFuture<Answer> modernNotification(String method, String params) {
        return send(post("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":{" + params + "}}")
                .header("MCP-Protocol-Version", MODERN)
                .header("Mcp-Method", method));
    }

    /** @param more further members of the params */
    CompletableFuture<Answer> modernCall(String tool, String arguments, String more) {
        return modern("tools/call", tool, "\"name\":\"%s\",\"arguments\":%s%s".formatted(tool, arguments, more));
    }

    /** Tries a call again that asked for input, with the same answer to each question. */
    CompletableFuture<Answer> modernRetry(String tool, String arguments, Answer asked) {
        var responses = Json.STRICT.createObjectNode();
        asked.result()
                .path("inputRequests")
                .propertyStream()
                .forEach(input -> responses.putObject(input.getKey()).put("model", "answered"));
        return modernCall(
                tool,
                arguments,
                ",\"requestState\":%s,\"inputResponses\":%s"
                        .formatted(asked.result().path("requestState"), responses));
    }

    /** Opens a legacy session and gives its id. */
    String initialize() {
        return opening("hostile")
                .join()
                .response()
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    /** What a server of this manager answers to {@code initialize}. */
    CompletableFuture<Answer> opening(String name) {
        return send(post(address(name), """
                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
                "capabilities":%s,"clientInfo":{"name":"test","version":"1"}}}""".formatted(CAPABILITIES)));
    }

    CompletableFuture<Answer> legacy(String session, String body) {
        return send(post(body).header("Mcp-Session-Id", session));
    }

    CompletableFuture<Answer> delete(String session) {
        return send(request().DELETE().header("Mcp-Session-Id", session));
    }

    /** Pings at the address of a server of this manager. */
    CompletableFuture<Answer> ping(String name, String session) {
        return send(post(address(name), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                .header("Mcp-Session-Id", session));
    }

    /** Asks for the rest of a stream. */
    CompletableFuture<Answer> resume(String session, String lastEventId) {
        return send(request()
                .GET()
                .header("Accept", "text/event-stream")
                .header("Mcp-Session-Id", session)
                .header("Last-Event-ID", lastEventId));
    }

    TestManager manager() {
        return manager;
    }

    URI address() {
        return address("hostile");
    }

    private URI address(String name) {
        return URI.create("http://127.0.0.1:" + manager.port() + "/mcp/" + name);
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(address());
    }

    private HttpRequest.Builder post(String body) {
        return post(address(), body);
    }

    private static HttpRequest.Builder post(URI address, String body) {
        return HttpRequest.newBuilder(address)
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
    }

    private CompletableFuture<Answer> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Answer::new);
    }

    @Override
    public void close() {
        http.shutdownNow();
        manager.close();
    }
}
