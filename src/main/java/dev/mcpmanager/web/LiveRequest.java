package dev.mcpmanager.web;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a live client asks for. Immutable.
 *
 * @param after by topic of log lines, the sequence of the last line that the client has of it
 */
record LiveRequest(List<String> subscribe, List<String> unsubscribe, Map<String, Long> after) {
    static final String SERVERS = "servers";
    static final String HEALTH = "health";
    static final String LOGS = "logs:";
    static final String CALL = "call:";

    private static final Pattern TOPIC =
            Pattern.compile("servers|health|logs:(\\*|[A-Za-z0-9_-]{1,64})|call:[A-Za-z0-9_-]{1,64}");

    LiveRequest {
        subscribe = List.copyOf(subscribe);
        unsubscribe = List.copyOf(unsubscribe);
        after = Map.copyOf(after);
    }

    /**
     * Reads {@code {"subscribe": […], "unsubscribe": […], "after": {topic: sequence}}}.
     *
     * @throws ProblemException Invalid, saying what is wrong
     */
    static LiveRequest parse(String text) {
        JsonNode json;
        try {
            json = Json.STRICT.readTree(text);
        } catch (JacksonException e) {
            throw ProblemException.invalid("message", "is not JSON: " + e.getOriginalMessage());
        }
        if (!(json instanceof ObjectNode object)) {
            throw ProblemException.invalid("message", "must be an object such as {\"subscribe\": [\"servers\"]}");
        }
        var fields = new BodyFields(object, "subscribe", "unsubscribe", "after");
        var request = new LiveRequest(fields.texts("subscribe"), fields.texts("unsubscribe"), after(fields));
        for (String topic : request.subscribe) {
            if (!TOPIC.matcher(topic).matches()) {
                fields.reject(
                        "subscribe",
                        "takes servers, health, logs:*, logs:<server id> and call:<call id>, not " + topic);
            }
        }
        for (String topic : request.after.keySet()) {
            if (!topic.startsWith(LOGS) || !request.subscribe.contains(topic)) {
                fields.reject("after", "takes topics of logs that are subscribed to in the same message, not " + topic);
            }
        }
        fields.check();
        return request;
    }

    private static Map<String, Long> after(BodyFields fields) {
        Map<String, Long> after = new HashMap<>();
        fields.object("after")
                .ifPresent(object -> object.properties().forEach(entry -> {
                    JsonNode sequence = entry.getValue();
                    if (sequence.isIntegralNumber() && sequence.canConvertToLong() && sequence.asLong() >= 0) {
                        after.put(entry.getKey(), sequence.asLong());
                    } else {
                        fields.reject("after", "takes sequences such as {\"logs:*\": 123}, not " + sequence);
                    }
                }));
        return after;
    }
}
