package dev.mcpmanager.server;

import dev.mcpmanager.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Translates the arguments, environment and headers of a client's entry. A value with a placeholder, such as {@code ${input:key}},
 * is one that the client asks for or that an export left out: what the stored server has in its place is kept. For one
 * entry and thread.
 */
final class ImportValues {
    private static final String PLACEHOLDER = "${";

    private final Optional<Launch> stored;
    private final List<String> messages;
    private boolean unfilled;

    ImportValues(Optional<Launch> stored, List<String> messages) {
        this.stored = stored;
        this.messages = messages;
    }

    /** Whether a placeholder was found that nothing is stored for. */
    boolean unfilled() {
        return unfilled;
    }

    JsonNode environment(JsonNode variables) {
        return translate("env", variables, Launch.environmentOf(stored));
    }

    JsonNode headers(JsonNode headers) {
        return translate("headers", headers, Launch.headersOf(stored));
    }

    /** The arguments; one with a placeholder is that in the same place of the stored server. */
    JsonNode args(List<String> given) {
        List<String> before =
                stored.map(LaunchColumns::of).map(LaunchColumns::args).orElse(List.of());
        ArrayNode args = Json.STRICT.createArrayNode();
        for (int i = 0; i < given.size(); i++) {
            String text = given.get(i);
            if (text.contains(PLACEHOLDER)) {
                if (before.size() == given.size() && !before.get(i).contains(PLACEHOLDER)) {
                    text = before.get(i);
                } else {
                    note("args[%d]".formatted(i));
                }
            }
            args.add(text);
        }
        return args;
    }

    private void note(String field) {
        unfilled = true;
        messages.add("%s has a ${…} that is not filled in: set its value, then start the server".formatted(field));
    }

    private JsonNode translate(String field, JsonNode given, Map<String, EnvironmentValue> before) {
        if (!given.isObject()) {
            // absent, or wrong and told by the validator
            return given.isMissingNode() ? Json.STRICT.createObjectNode() : given;
        }
        ObjectNode values = Json.STRICT.createObjectNode();
        given.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                messages.add("%s.%s is null and is not taken over".formatted(field, name));
            } else if (value.isString() && value.stringValue().contains(PLACEHOLDER)) {
                filled(before, name).ifPresentOrElse(kept -> values.set(name, kept), () -> {
                    values.set(name, value);
                    note(field + "." + name);
                });
            } else {
                // clients take numbers and booleans too
                values.set(
                        name, value.isValueNode() ? Json.STRICT.getNodeFactory().stringNode(value.asString()) : value);
            }
        });
        return values;
    }

    private static Optional<JsonNode> filled(Map<String, EnvironmentValue> before, String name) {
        EnvironmentValue value = before.get(name);
        if (value == null || (value.unreadable().isEmpty() && value.value().contains(PLACEHOLDER))) {
            return Optional.empty();
        }
        return Optional.of(
                value.secret()
                        ? Json.STRICT.createObjectNode().put("secret", true)
                        : Json.STRICT.getNodeFactory().stringNode(value.value()));
    }
}
