package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds out a server's era and connects (2026-07-28, Streamable HTTP, Backward Compatibility; 2025-11-25, Lifecycle).
 * Thread-safe. Methods block and fail as those of {@link HttpEndpoint}.
 */
final class HttpHandshake {
    /** What a legacy server is told when it was connected. */
    static final Notification INITIALIZED = new Notification("notifications/initialized", Optional.empty());

    /** As what a server of 2024-11-05 answers (2025-11-25, Transports, Backwards Compatibility). */
    private static final Set<Integer> REFUSED = Set.of(400, 404, 405);

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]+");

    /** @param result of {@code server/discover} or {@code initialize} */
    record Opened(HttpSession session, String version, ObjectNode result) {

        ServerInfo server(UnaryOperator<String> redact) {
            JsonNode info = switch (session.era()) {
                case MODERN -> result.path(Protocol.META).path(Protocol.SERVER_INFO);
                case LEGACY -> result.path("serverInfo");
            };
            return ServerInfo.of(session.era(), version, info, RawJson.of(result), result, redact);
        }
    }

    private final HttpEndpoint endpoint;
    private final ClientInfo manager;
    private final ObjectNode capabilities;

    /** @param capabilities of a client, that the manager declares */
    HttpHandshake(HttpEndpoint endpoint, ClientInfo manager, ObjectNode capabilities) {
        this.endpoint = endpoint;
        this.manager = manager;
        this.capabilities = capabilities;
    }

    /**
     * Asks {@code server/discover} and, unless a modern answer comes in half of the time, {@code initialize}. A legacy
     * server is still to be told that this is done. With a server of 2024-11-05, which has an event stream instead, the
     * session is {@link HttpSession#NONE}.
     *
     * @throws ProblemException also if the server accepts neither
     */
    Opened open(long end) throws IOException, InterruptedException, TimeoutException {
        String discovered;
        try {
            // some servers are silent at what they do not know
            long now = System.nanoTime();
            HttpAnswer answer = discover(now + (end - now) / 2);
            if (isModern(answer)) {
                return new Opened(
                        HttpSession.MODERN, Protocol.MODERN, answer.result().orElseThrow());
            }
            discovered = answer.text();
        } catch (TimeoutException e) {
            discovered = "silence";
        }
        return initialize(discovered, end);
    }

    HttpAnswer discover(long end) throws IOException, InterruptedException, TimeoutException {
        ObjectNode params = Json.STRICT.createObjectNode();
        params.set(Protocol.META, Protocol.requestMeta(manager));
        return endpoint.request(
                Protocol.DISCOVER, params, HttpSession.MODERN.headersOf(Protocol.DISCOVER, RawJson.EMPTY_OBJECT), end);
    }

    static boolean isModern(HttpAnswer discovered) {
        return discovered
                .result()
                .filter(result ->
                        Handshake.versions(result.path("supportedVersions")).contains(Protocol.MODERN))
                .isPresent();
    }

    /** Whether the server still answers in the session. */
    boolean isKnown(HttpSession session, long end) throws IOException, InterruptedException, TimeoutException {
        return answers(session, ask(session, end));
    }

    /** Asks for a sign of life. */
    HttpAnswer ask(HttpSession session, long end) throws IOException, InterruptedException, TimeoutException {
        return switch (session.era()) {
            case MODERN -> discover(end);
            case LEGACY ->
                session.equals(HttpSession.NONE)
                        ? endpoint.stream(end)
                        : endpoint.request("ping", Json.STRICT.createObjectNode(), session.headers(), end);
        };
    }

    static boolean answers(HttpSession session, HttpAnswer answer) {
        return switch (session.era()) {
            case MODERN -> isModern(answer);
            case LEGACY -> answer.isAnswered();
        };
    }

    private Opened initialize(String discovered, long end) throws IOException, InterruptedException, TimeoutException {
        ObjectNode params = Protocol.initializeParams(manager);
        params.set("capabilities", capabilities);
        HttpAnswer answer = endpoint.request(Handshake.INITIALIZE, params, Map.of(), end);
        if (REFUSED.contains(answer.status()) && endpoint.stream(end).isAnswered()) {
            return new Opened(HttpSession.NONE, "2024-11-05", Json.STRICT.createObjectNode());
        }
        if (answer.isServerError() && answer.response().isEmpty()) {
            throw endpoint.failure("fails (status " + answer.status() + "): its own log says why");
        }
        String version = answer.result()
                .flatMap(result -> Protocol.text(result, "protocolVersion"))
                .filter(Protocol.LEGACY::contains)
                .orElseThrow(
                        () -> endpoint.failure("speaks no MCP that the manager knows: it answers server/discover with "
                                + discovered + ", initialize with " + answer.text() + "; check mcpPath or url"));
        var headers = new HashMap<>(Map.of(HttpSession.VERSION_HEADER, version));
        if (answer.sessionId().isPresent()) {
            String id = answer.sessionId().get();
            if (!VISIBLE_ASCII.matcher(id).matches()) {
                throw endpoint.failure("gives a session id that is not visible ASCII");
            }
            headers.put(HttpSession.ID_HEADER, id);
        }
        return new Opened(
                new HttpSession(Era.LEGACY, headers), version, answer.result().orElseThrow());
    }
}
