package dev.mcpmanager.web;

import dev.mcpmanager.problem.FieldError;
import dev.mcpmanager.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a small JSON object, and what is wrong with them. Not thread-safe. */
final class BodyFields {
    private final ObjectNode body;
    private final List<FieldError> errors = new ArrayList<>();

    BodyFields(ObjectNode body, String... known) {
        this.body = body;
        Set<String> names = Set.of(known);
        for (String name : body.propertyNames()) {
            if (!names.contains(name)) {
                errors.add(new FieldError(name, "is not known here; known are " + String.join(", ", known)));
            }
        }
    }

    Optional<String> text(String name) {
        JsonNode value = body.path(name);
        if (value.isString()) {
            return Optional.of(value.stringValue());
        }
        expect(value, name, "text");
        return Optional.empty();
    }

    Optional<ObjectNode> object(String name) {
        JsonNode value = body.path(name);
        if (value instanceof ObjectNode object) {
            return Optional.of(object);
        }
        expect(value, name, "an object");
        return Optional.empty();
    }

    List<String> texts(String name) {
        JsonNode value = body.path(name);
        if (value.isArray() && value.valueStream().allMatch(JsonNode::isString)) {
            return value.valueStream().map(JsonNode::stringValue).toList();
        }
        expect(value, name, "an array of texts");
        return List.of();
    }

    void reject(String name, String message) {
        errors.add(new FieldError(name, message));
    }

    /** @throws ProblemException Invalid that names every field found wrong so far */
    void check() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private void expect(JsonNode value, String name, String kind) {
        if (!value.isMissingNode()) {
            reject(name, "must be " + kind);
        }
    }
}
