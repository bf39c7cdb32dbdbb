package dev.mcpmanager.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpmanager.gateway.HttpExchange;
import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.ToolHeaders.Repeated;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls servers for those who use the manager over REST: as a client of 2026-07-28 of the gateway, so that such calls take
 * turns, are recorded, translated and cancelled like all others. At most {@value #MAX_CALLS} at once. Thread-safe.
 */
public final class Trials {
    static final int MAX_CALLS = 100;

    private final BiConsumer<String, HttpExchange> gateway;
    private final ClientInfo client;
    private final Consumer<Told> listener;
    private final Semaphore places = new Semaphore(MAX_CALLS);
    private final ConcurrentMap<String, Trial> trials = new ConcurrentHashMap<>();

    /**
     * @param gateway takes a request to the server with an id
     * @param version of the manager
     * @param listener hears, on the thread that brings it, what happens in calls with a call id; must not block
     */
    public Trials(BiConsumer<String, HttpExchange> gateway, String version, Consumer<Told> listener) {
        this.gateway = gateway;
        this.client = new ClientInfo("rest", version);
        this.listener = listener;
    }

    /**
     * Calls a server and gives its result object. The future fails with {@link Problem.UpstreamFailed} when the server
     * answers with an error, or with what nobody can understand, {@link Problem.UpstreamTimedOut}, or {@link
     * Problem.Unavailable}. To complete it, like the time-out, cancels the call at the server.
     *
     * @param session with the server's run
     * @throws ProblemException if too many calls are under way, or one with this call id
     */
    public CompletableFuture<JsonNode> call(McpSession session, TrialRequest request) {
        Map<String, String> headers = headers(session, request);
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    new Problem.Unavailable(MAX_CALLS + " calls over REST are under way, the most possible"));
        }
        String key = request.callId().orElseGet(() -> UUID.randomUUID().toString());
        var trial = new Trial(
                request, session, client, headers, attempt -> gateway.accept(request.serverId(), attempt), listener);
        if (trials.putIfAbsent(key, trial) != null) {
            places.release();
            throw new ProblemException(new Problem.Conflict("A call with the callId " + key + " is under way"));
        }
        CompletableFuture<JsonNode> result = trial.start();
        var _ = result.whenComplete((_, _) -> {
            trials.remove(key, trial);
            places.release();
        });
        return result;
    }

    /**
     * Answers what a server asks in a call.
     *
     * @param result of {@code elicitation/create}
     * @throws ProblemException NotFound if nothing waits for it
     */
    public void answer(String serverId, String callId, String question, ObjectNode result) {
        Trial trial = trials.get(callId);
        if (trial == null || !trial.request().serverId().equals(serverId) || !trial.answer(question, result)) {
            throw new ProblemException(
                    new Problem.NotFound("No question " + question + " of a call " + callId + " waits for an answer"));
        }
    }

    /** With all that clients of 2026-07-28 repeat in headers. */
    private static Map<String, String> headers(McpSession session, TrialRequest request) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("MCP-Protocol-Version", Messages.PROTOCOL_VERSION);
        headers.put("Mcp-Method", request.method());
        ObjectNode params = request.params();
        for (String name : List.of("name", "uri")) {
            params.path(name).stringValueOpt().ifPresent(value -> headers.put("Mcp-Name", encoded(value)));
        }
        if (request.method().equals("tools/call")) {
            List<Repeated> repeated =
                    session.toolHeaders().of(params.path("name").asString("")).join();
            for (Repeated each : repeated) {
                JsonNode value = each.in(params.path("arguments"));
                if (!value.isMissingNode() && !value.isNull()) {
                    headers.put(each.header(), encoded(value.isString() ? value.stringValue() : value.toString()));
                }
            }
        }
        return headers;
    }

    private static String encoded(String value) {
        return "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(UTF_8)) + "?=";
    }
}
