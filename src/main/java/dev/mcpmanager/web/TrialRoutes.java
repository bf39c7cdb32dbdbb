package dev.mcpmanager.web;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.Durations;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.supervision.Supervisor;
import dev.mcpmanager.trial.TrialRequest;
import dev.mcpmanager.trial.Trials;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tries what a running server offers over MCP; a client that leaves cancels its call. Thread-safe. */
public final class TrialRoutes implements Routes {
    private static final String ONE = "/api/servers/{id}";
    private static final String ARGUMENTS = "arguments";
    private static final String CALL_ID = "callId";
    private static final String TIMEOUT = "timeout";
    private static final Pattern CALL_IDS = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Set<String> ACTIONS = Set.of("accept", "decline", "cancel");
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration MAX_CALL_TIMEOUT = Duration.ofHours(1);

    private final Servers servers;
    private final Supervisor supervisor;
    private final Trials trials;

    public TrialRoutes(Servers servers, Supervisor supervisor, Trials trials) {
        this.servers = servers;
        this.supervisor = supervisor;
        this.trials = trials;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(ONE + "/tools/{tool}/call", ctx -> named(ctx, "tools/call", ctx.pathParam("tool")));
        routes.post(ONE + "/prompts/{prompt}/get", ctx -> named(ctx, "prompts/get", ctx.pathParam("prompt")));
        routes.post(ONE + "/resources/read", this::read);
        routes.post(ONE + "/completion", this::complete);
        routes.post(ONE + "/calls/{callId}/answer", this::answer);
    }

    private void named(Context ctx, String method, String name) {
        McpSession session = session(ctx);
        BodyFields body = body(ctx, ARGUMENTS);
        ObjectNode params = Json.STRICT.createObjectNode().put("name", name);
        params.set(ARGUMENTS, body.object(ARGUMENTS).orElseGet(Json.STRICT::createObjectNode));
        call(ctx, session, method, params, body);
    }

    private void read(Context ctx) {
        McpSession session = session(ctx);
        BodyFields body = body(ctx, "uri");
        Optional<String> uri = body.text("uri");
        if (uri.isEmpty()) {
            body.reject("uri", "is required");
        }
        call(ctx, session, "resources/read", Json.STRICT.createObjectNode().put("uri", uri.orElse("")), body);
    }

    private void complete(Context ctx) {
        McpSession session = session(ctx);
        BodyFields body = body(ctx, "ref", "argument", "context");
        ObjectNode params = Json.STRICT.createObjectNode();
        for (String name : new String[] {"ref", "argument", "context"}) {
            Optional<ObjectNode> given = body.object(name);
            given.ifPresent(value -> params.set(name, value));
            if (given.isEmpty() && !name.equals("context")) {
                body.reject(name, "is required");
            }
        }
        call(ctx, session, "completion/complete", params, body);
    }

    private McpSession session(Context ctx) {
        return supervisor.session(serverId(ctx));
    }

    private String serverId(Context ctx) {
        return servers.get(ctx.pathParam("id")).id();
    }

    private static BodyFields body(Context ctx, String... names) {
        String[] known = Arrays.copyOf(names, names.length + 2);
        known[names.length] = TIMEOUT;
        known[names.length + 1] = CALL_ID;
        return new BodyFields(RequestBody.object(ctx), known);
    }

    private void call(Context ctx, McpSession session, String method, ObjectNode params, BodyFields body) {
        Optional<String> text = body.text(TIMEOUT);
        Duration timeout = text.flatMap(Durations::parse).orElse(text.isPresent() ? Duration.ZERO : CALL_TIMEOUT);
        if (!timeout.isPositive() || timeout.compareTo(MAX_CALL_TIMEOUT) > 0) {
            body.reject(TIMEOUT, "must be a duration such as \"30s\", of at most one hour");
        }
        Optional<String> callId = body.text(CALL_ID);
        if (callId.filter(id -> !CALL_IDS.matcher(id).matches()).isPresent()) {
            body.reject(CALL_ID, "must be 1 to 64 of A-Z, a-z, 0-9, - and _");
        }
        body.check();
        var request = new TrialRequest(serverId(ctx), method, params, timeout, callId);
        Replies.data(ctx, whileWanted(ctx, trials.call(session, request)));
    }

    /** Waits for the result, and cancels the call if the client leaves. */
    private static JsonNode whileWanted(Context ctx, CompletableFuture<JsonNode> result) {
        var request = ServletContextRequest.getServletContextRequest(ctx.req());
        // a call may take longer than a connection may be silent
        request.addIdleTimeoutListener(_ -> false);
        var watch = ctx.appData(Departures.KEY).new Watch(request);
        watch.begin(() ->
                result.completeExceptionally(new ProblemException(new Problem.Unavailable("The caller has left"))));
        try {
            return result.join();
        } finally {
            watch.end();
        }
    }

    private void answer(Context ctx) {
        var body = new BodyFields(RequestBody.object(ctx), "question", "action", "content");
        Optional<String> question = body.text("question");
        Optional<String> action = body.text("action");
        Optional<ObjectNode> content = body.object("content");
        if (question.isEmpty()) {
            body.reject("question", "is required");
        }
        if (!ACTIONS.contains(action.orElse(""))) {
            body.reject("action", "must be accept, decline or cancel");
        }
        body.check();
        ObjectNode result = Json.STRICT.createObjectNode().put("action", action.orElseThrow());
        content.ifPresent(values -> result.set("content", values));
        trials.answer(serverId(ctx), ctx.pathParam("callId"), question.orElseThrow(), result);
        ctx.status(204);
    }
}
