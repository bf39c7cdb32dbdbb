package dev.mcpmanager.web;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.ProblemException;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a live client asks for. Immutable. */
record LiveRequest(List<String> subscribe, List<String> unsubscribe) {
    static final String SERVERS = "servers";

    private static final Pattern TOPIC = Pattern.compile("servers|health|logs:(\\*|[A-Za-z0-9_-]{1,64})");

    LiveRequest {
        subscribe = List.copyOf(subscribe);
        unsubscribe = List.copyOf(unsubscribe);
    }

    /**
     * Reads {@code {"subscribe": […], "unsubscribe": […]}}.
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
        var fields = new BodyFields(object, "subscribe", "unsubscribe");
        var request = new LiveRequest(fields.texts("subscribe"), fields.texts("unsubscribe"));
        for (String topic : request.subscribe) {
            if (!TOPIC.matcher(topic).matches()) {
                fields.reject("subscribe", "takes servers, health, logs:* and logs:<server id>, not " + topic);
            }
        }
        fields.check();
        return request;
    }
}
