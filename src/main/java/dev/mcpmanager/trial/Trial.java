package dev.mcpmanager.trial;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.Era;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.trial.Told.Notified;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call, from its first try to its result. A server that asks for input gets it with the next try, at most
 * {@value #MAX_ROUNDS} times. Notifications of more than {@value #MAX_TOLD} bytes are not told. Thread-safe.
 */
final class Trial implements Attempt.Listener {
    static final int MAX_ROUNDS = 100;
    static final int MAX_TOLD = 16 * 1024;
    /** Of all that is asked at once, in bytes. */
    static final int MAX_ASKED = 64 * 1024;

    private static final int UNAVAILABLE = 503;
    /** Shorter than the gateway waits for input. */
    private static final Duration LONGEST_QUESTION = Duration.ofMinutes(4);

    private final TrialRequest request;
    private final McpSession session;
    private final ClientInfo client;
    private final Map<String, String> headers;
    private final Consumer<Attempt> gateway;
    private final Consumer<Told> listener;
    private final OpenQuestions questions;
    private final long deadline;
    private final CompletableFuture<JsonNode> result = new CompletableFuture<>();
    private volatile @Nullable Attempt latest;
    private final AtomicInteger rounds = new AtomicInteger();

    /**
     * @param headers that each try has
     * @param gateway takes a try to the server
     */
    Trial(
            TrialRequest request,
            McpSession session,
            ClientInfo client,
            Map<String, String> headers,
            Consumer<Attempt> gateway,
            Consumer<Told> listener) {
        this.request = request;
        this.session = session;
        this.client = client;
        this.headers = headers;
        this.gateway = gateway;
        this.listener = listener;
        this.questions = new OpenQuestions(request.callId().orElse(""), listener);
        this.deadline = System.nanoTime() + request.timeout().toNanos();
    }

    TrialRequest request() {
        return request;
    }

    /** Gives the result, as said in {@link Trials#call}. */
    CompletableFuture<JsonNode> start() {
        CompletableFuture<Void> timer = new CompletableFuture<Void>()
                .completeOnTimeout(null, request.timeout().toNanos(), TimeUnit.NANOSECONDS);
        var _ = timer.thenRun(() -> result.completeExceptionally(
                session.connection().timedOut("answer " + request.method(), request.timeout())));
        var _ = result.whenComplete((_, _) -> {
            timer.cancel(false);
            questions.close();
            leave();
        });
        attempt(Map.of(), MissingNode.getInstance());
        return result;
    }

    /** Answers a question of the server; false if it does not wait for that. */
    boolean answer(String question, ObjectNode answer) {
        return questions.answer(question, answer);
    }

    private void attempt(Map<String, JsonNode> answers, JsonNode state) {
        if (result.isDone()) {
            return;
        }
        var attempt = new Attempt(headers, Messages.request(request, client, answers, state), this);
        latest = attempt;
        gateway.accept(attempt);
        if (result.isDone()) {
            attempt.leave();
        }
    }

    /** What is answered already notices nothing of it. */
    private void leave() {
        Attempt last = latest;
        if (last != null) {
            last.leave();
        }
    }

    @Override
    public void received(int status, byte[] json) {
        try {
            JsonNode message = Json.STRICT.readTree(json);
            if (message.has("method")) {
                notified(message, json.length);
            } else if (message.has("error")) {
                result.completeExceptionally(failure(status, message.path("error")));
            } else {
                answered(message.path("result"), json.length);
            }
        } catch (JacksonException e) {
            result.completeExceptionally(
                    failed("answered " + request.method() + " with what cannot be read: " + e.getOriginalMessage()));
        } catch (ProblemException e) {
            result.completeExceptionally(e);
        }
    }

    private void notified(JsonNode message, int length) {
        if (length <= MAX_TOLD && message instanceof ObjectNode notification) {
            request.callId().ifPresent(callId -> listener.accept(new Notified(callId, notification)));
        }
    }

    private void answered(JsonNode given, int length) {
        if (!(given instanceof ObjectNode object)) {
            throw failed("answered " + request.method() + " with something other than an object");
        }
        String type = object.path("resultType").asString("complete");
        switch (type) {
            case "complete" ->
                result.complete(session.server().era() == Era.MODERN ? object : Messages.asGiven(object));
            case "input_required" -> ask(object, length);
            default -> throw failed("answered " + request.method() + " with an unknown resultType");
        }
    }

    private void ask(ObjectNode asking, int length) {
        if (request.callId().isEmpty()) {
            throw failed("asked for input in " + request.method() + ", which takes a callId to answer it");
        }
        if (length > MAX_ASKED || rounds.incrementAndGet() > MAX_ROUNDS) {
            throw failed("asked for too much input in " + request.method());
        }
        Map<String, ObjectNode> asked = new HashMap<>();
        asking.path("inputRequests").forEachEntry((question, input) -> {
            String method = input.path("method").asString("");
            if (!(method.equals("elicitation/create") && input.path("params") instanceof ObjectNode params)) {
                throw failed("asked for " + method + " in " + request.method() + ", which nobody can answer here");
            }
            asked.put(question, params);
        });
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        // what is not answered leaves the server time to do without
        Duration half = left.dividedBy(2);
        var _ = questions
                .ask(asked, half.compareTo(LONGEST_QUESTION) < 0 ? half : LONGEST_QUESTION)
                .thenAccept(answers -> attempt(answers, asking.path("requestState")));
    }

    private ProblemException failure(int status, JsonNode error) {
        String message = error.path("message").asString(error.toString());
        return status == UNAVAILABLE
                ? new ProblemException(new Problem.Unavailable(message))
                : failed("did not do " + request.method() + ": error "
                        + error.path("code").asInt(0) + ": " + message);
    }

    private ProblemException failed(String what) {
        return session.connection().failure(what);
    }
}
