package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.gateway.SessionClient.Messages;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.web.TestManager;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A manager with servers that offer what a test wants, {@code joined-server.js}, and clients of all of them at once. */
final class JoinedManager implements AutoCloseable {
    private static final String INITIALIZE = """
            {"protocolVersion": "2025-06-18", "capabilities": {"roots": {}, "elicitation": {}},
             "clientInfo": {"name": "joined-test", "version": "1"}}""";

    private final TestManager manager;
    private final HttpClient http = HttpClient.newHttpClient();

    JoinedManager(Path directory) {
        this(directory, GatewaySettings.DEFAULT);
    }

    JoinedManager(Path directory, GatewaySettings limits) {
        manager = TestManager.withoutAuthentication(directory, Map.of(), limits);
    }

    TestManager manager() {
        return manager;
    }

    /** Creates a server without starting it. */
    void create(String name, String offers, String config) throws Exception {
        URL script = Objects.requireNonNull(JoinedManager.class.getResource("/joined-server.js"));
        ObjectNode definition = Json.STRICT.createObjectNode().put("name", name).put("type", "nodejs");
        definition.put("command", "node");
        definition
                .putArray("args")
                .add(Path.of(script.toURI()).toString())
                .add(Json.STRICT.readTree(offers).toString());
        definition.putObject("environment").put("WHO", name);
        definition.putObject("restart").put("policy", "always").put("backoff", "1ms");
        definition.set("config", Json.STRICT.readTree(config));
        manager.create(definition.toString());
    }

    /** Starts a server that offers this. */
    void start(String name, String offers) throws Exception {
        create(name, offers, "{}");
        start(name);
    }

    void start(String name) throws IOException, InterruptedException {
        assertThat(manager.post("/api/servers/" + name + "/start", "").status()).isEqualTo(200);
    }

    void patch(String name, String patch) throws IOException, InterruptedException {
        TestManager.Reply reply = manager.call("PATCH", "/api/servers/" + name, patch);
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + manager.port() + path);
    }

    SessionClient legacy() throws IOException, InterruptedException {
        return legacy("/mcp");
    }

    SessionClient legacy(String path) throws IOException, InterruptedException {
        return SessionClient.open(address(path), INITIALIZE);
    }

    /** The names that a session is offered. */
    static List<String> names(SessionClient client) throws IOException, InterruptedException {
        return keys(client.ask("tools/list", "{}").next().at("/result/tools"), "name")
                .toList();
    }

    static Stream<String> keys(JsonNode items, String key) {
        return items.valueStream().map(item -> item.path(key).asString());
    }

    /** The next of this kind, as servers that have just started cause changes of other lists. */
    static JsonNode next(Messages messages, String method) {
        JsonNode message = messages.next();
        while (!message.path("method").asString("").equals(method)) {
            message = messages.next();
        }
        return message;
    }

    /** The text of a tool's answer to a session, or the error's. */
    static String call(SessionClient client, String tool, String arguments) throws IOException, InterruptedException {
        return text(client.ask("tools/call", "{\"name\": \"%s\", \"arguments\": %s}".formatted(tool, arguments)));
    }

    static String text(Messages messages) {
        JsonNode message = messages.next();
        return message.at("/result/content/0/text")
                .asString(message.at("/error/message").asString(""));
    }

    /** An answer to a modern client. */
    record Answer(int status, JsonNode message) {}

    /** @param members of the params, as JSON without braces; a {@code name} or {@code uri} is repeated as the headers want */
    Answer modern(String path, String method, String members) throws IOException, InterruptedException {
        return modern(path, method, members, Json.STRICT.readTree("{" + members + "}"));
    }

    private Answer modern(String path, String method, String members, JsonNode params)
            throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response =
                http.send(request(path, method, members, params), BodyHandlers.ofLines());
        JsonNode last = response.body()
                .filter(line -> line.startsWith("{") || line.startsWith("data: {"))
                .map(line -> Json.STRICT.readTree(line.startsWith("data: ") ? line.substring(6) : line))
                .reduce((_, message) -> message)
                .orElseGet(Json.STRICT::createObjectNode);
        return new Answer(response.statusCode(), last);
    }

    /** What comes on the stream of a {@code subscriptions/listen}. */
    Messages listen(String path, String filter) throws IOException, InterruptedException {
        String members = "\"notifications\": " + filter;
        HttpResponse<Stream<String>> response = http.send(
                request(path, "subscriptions/listen", members, Json.STRICT.createObjectNode()), BodyHandlers.ofLines());
        return new Messages(
                response.statusCode(),
                response.body()
                        .filter(line -> line.startsWith("data: {"))
                        .map(line -> Json.STRICT.readTree(line.substring(6)))
                        .iterator());
    }

    private HttpRequest request(String path, String method, String members, JsonNode params) {
        String body = """
                {"jsonrpc": "2.0", "id": 1, "method": "%s", "params": {"_meta": {
                  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                  "io.modelcontextprotocol/clientCapabilities": {"elicitation": {"form": {}}}}%s}}
                """.formatted(method, members.isEmpty() ? "" : "," + members);
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method);
        String named = params.path("name").asString(params.path("uri").asString(""));
        return (named.isEmpty() ? request : request.header("Mcp-Name", named)).build();
    }

    @Override
    public void close() {
        http.shutdownNow();
        manager.close();
    }
}
