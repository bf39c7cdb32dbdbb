package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds out a server's era and connects (2026-07-28, Streamable HTTP, Backward Compatibility; 2025-11-25, Lifecycle).
 * Thread-safe. Methods block and fail as those of {@link HttpEndpoint}.
 */
final class HttpHandshake {
    private static final Map<String, String> MODERN_HEADERS = Map.of(HttpSession.VERSION_HEADER, Protocol.MODERN);
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]+");

    private final HttpEndpoint endpoint;
    private final ClientInfo manager;

    HttpHandshake(HttpEndpoint endpoint, ClientInfo manager) {
        this.endpoint = endpoint;
        this.manager = manager;
    }

    /**
     * Asks {@code server/discover} and, unless a modern answer comes in half of the time, {@code initialize}. A legacy
     * server is still to be told that this is done.
     *
     * @throws ProblemException also if the server accepts neither
     */
    HttpSession open(long end) throws IOException, InterruptedException, TimeoutException {
        String discovered;
        try {
            // some servers are silent at what they do not know
            long now = System.nanoTime();
            HttpAnswer answer = discover(now + (end - now) / 2);
            if (isModern(answer)) {
                return new HttpSession(Era.MODERN, MODERN_HEADERS);
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
        var headers = new HashMap<>(MODERN_HEADERS);
        headers.put("Mcp-Method", Protocol.DISCOVER);
        return endpoint.request(Protocol.DISCOVER, params, headers, end);
    }

    static boolean isModern(HttpAnswer discovered) {
        return discovered
                .result()
                .filter(result ->
                        Handshake.versions(result.path("supportedVersions")).contains(Protocol.MODERN))
                .isPresent();
    }

    private HttpSession initialize(String discovered, long end)
            throws IOException, InterruptedException, TimeoutException {
        HttpAnswer answer = endpoint.request(Handshake.INITIALIZE, Protocol.initializeParams(manager), Map.of(), end);
        String version = answer.result()
                .flatMap(result -> Protocol.text(result, "protocolVersion"))
                .filter(Protocol.LEGACY::contains)
                .orElseThrow(
                        () -> endpoint.failure("speaks no MCP that the manager knows: it answers server/discover with "
                                + discovered + ", initialize with " + answer.text() + "; check mcpPath"));
        var headers = new HashMap<>(Map.of(HttpSession.VERSION_HEADER, version));
        if (answer.sessionId().isPresent()) {
            String id = answer.sessionId().get();
            if (!VISIBLE_ASCII.matcher(id).matches()) {
                throw endpoint.failure("gives a session id that is not visible ASCII");
            }
            headers.put(HttpSession.ID_HEADER, id);
        }
        return new HttpSession(Era.LEGACY, headers);
    }
}
