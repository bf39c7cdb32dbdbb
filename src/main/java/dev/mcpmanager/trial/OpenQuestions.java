package dev.mcpmanager.trial;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.trial.Told.Asked;
import dev.mcpmanager.trial.Told.Settled;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one call's server asks and waits for. Thread-safe; each is cancelled when its time is over. */
final class OpenQuestions {
    private static final String ACTION = "action";
    private static final String CANCEL = "cancel";

    private final String callId;
    private final Consumer<Told> listener;
    private final Map<String, CompletableFuture<ObjectNode>> open = new ConcurrentHashMap<>();

    OpenQuestions(String callId, Consumer<Told> listener) {
        this.callId = callId;
        this.listener = listener;
    }

    /** Gives the answers to all, by question; those that do not come within {@code wait} are {@code cancel}. */
    CompletableFuture<Map<String, JsonNode>> ask(Map<String, ObjectNode> params, Duration wait) {
        Map<String, CompletableFuture<ObjectNode>> asked = params.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> opened(entry.getKey(), entry.getValue(), wait)));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(_ -> asked.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().join())));
    }

    private CompletableFuture<ObjectNode> opened(String question, ObjectNode request, Duration wait) {
        var answer = new CompletableFuture<ObjectNode>();
        open.put(question, answer);
        listener.accept(new Asked(callId, question, request));
        var _ = answer.whenComplete((given, _) -> {
            open.remove(question, answer);
            String action = given == null ? CANCEL : given.path(ACTION).asString("");
            listener.accept(new Settled(callId, question, action));
        });
        return answer.completeOnTimeout(
                Json.STRICT.createObjectNode().put(ACTION, CANCEL), wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Answers one of them; false if it does not wait for that. */
    boolean answer(String question, ObjectNode answer) {
        CompletableFuture<ObjectNode> waiting = open.get(question);
        return waiting != null && waiting.complete(answer);
    }

    /** Nobody waits for answers any more. */
    void close() {
        open.values().forEach(answer -> answer.cancel(false));
    }
}
