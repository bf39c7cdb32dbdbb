package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client of 2025-06-18 with one session, as plain as HTTP. Thread-safe. */
final class SessionClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI address;
    private final AtomicInteger ids = new AtomicInteger();
    private final Optional<String> session;
    private final HttpResponse<String> opening;

    private SessionClient(URI address, HttpResponse<String> opening) {
        this.address = address;
        this.opening = opening;
        this.session = opening.headers().firstValue("Mcp-Session-Id");
    }

    /** Sends {@code initialize} alone. */
    static SessionClient attempt(URI address, String params) throws IOException, InterruptedException {
        String body = """
                {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": %s}""".formatted(params);
        return new SessionClient(address, HTTP.send(request(address, Optional.empty(), body), BodyHandlers.ofString()));
    }

    /** Opens a session as a client does. */
    static SessionClient open(URI address, String params) throws IOException, InterruptedException {
        SessionClient client = attempt(address, params);
        assertThat(client.opening.statusCode()).as(client.opening.body()).isEqualTo(200);
        client.tell("notifications/initialized");
        return client;
    }

    private static HttpRequest request(URI address, Optional<String> session, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        session.ifPresent(id -> request.header("Mcp-Session-Id", id));
        return request.build();
    }

    /** Calls a tool as a client of 2026-07-28, which has no session. */
    static Messages modernCall(URI address, String tool) throws IOException, InterruptedException {
        String body = """
                {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "%s", "_meta": {
                  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                  "io.modelcontextprotocol/clientCapabilities": {}}}}""".formatted(tool);
        HttpRequest request = HttpRequest.newBuilder(request(address, Optional.empty(), body), (_, _) -> true)
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", tool)
                .build();
        HttpResponse<Stream<String>> response = HTTP.send(request, BodyHandlers.ofLines());
        return new Messages(response.statusCode(), messages(response.body()));
    }

    /** What {@code initialize} was answered. */
    HttpResponse<String> opening() {
        return opening;
    }

    /** The same session at another address. */
    SessionClient at(URI other) {
        return new SessionClient(other, opening);
    }

    void tell(String method) throws IOException, InterruptedException {
        assertThat(post("{\"jsonrpc\": \"2.0\", \"method\": \"%s\"}".formatted(method))
                        .statusCode())
                .isEqualTo(202);
    }

    HttpResponse<Stream<String>> post(String body) throws IOException, InterruptedException {
        return HTTP.send(request(address, session, body), BodyHandlers.ofLines());
    }

    /** Sends a request; what comes for it is in {@link Messages}. */
    Messages ask(String method, String params) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response = post("""
                {"jsonrpc": "2.0", "id": %d, "method": "%s", "params": %s}""".formatted(ids.incrementAndGet(), method, params));
        return new Messages(response.statusCode(), messages(response.body()));
    }

    Messages call(String tool) throws IOException, InterruptedException {
        return ask("tools/call", "{\"name\": \"%s\"}".formatted(tool));
    }

    /** What a tool told as the JSON in its text. */
    JsonNode told(String tool) throws IOException, InterruptedException {
        return call(tool).last();
    }

    void answer(JsonNode question, String result) throws IOException, InterruptedException {
        ObjectNode answer = Json.STRICT.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", question.path("id"));
        answer.set("result", Json.STRICT.readTree(result));
        assertThat(post(answer.toString()).statusCode()).isEqualTo(202);
    }

    /** The standing stream. */
    Messages listen() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "text/event-stream")
                .header("Mcp-Session-Id", session.orElseThrow())
                .build();
        HttpResponse<Stream<String>> response = HTTP.send(request, BodyHandlers.ofLines());
        return new Messages(response.statusCode(), messages(response.body()));
    }

    void end() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .DELETE()
                .header("Mcp-Session-Id", session.orElseThrow())
                .build();
        assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
    }

    private static Iterator<JsonNode> messages(Stream<String> lines) {
        return lines.map(line -> line.startsWith("data: ") ? line.substring("data: ".length()) : line)
                .filter(line -> line.startsWith("{"))
                .map(line -> Json.STRICT.readTree(line))
                .iterator();
    }

    /** The messages of an answer, in one JSON object or an event stream, as they come. */
    record Messages(int status, Iterator<JsonNode> all) {

        JsonNode next() {
            return all.next();
        }

        /** Of an answer that is all there is, or whose other messages were taken: the JSON in its text, or its error. */
        JsonNode last() {
            JsonNode answer = all.next();
            return answer.has("error")
                    ? answer.path("error")
                    : Json.STRICT.readTree(answer.at("/result/content/0/text").asString("{}"));
        }
    }
}
