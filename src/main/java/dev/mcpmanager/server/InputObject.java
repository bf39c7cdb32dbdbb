package dev.mcpmanager.server;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.FieldError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object of an input, read field by field: a bad field is noted in the errors, which all objects of one input
 * share, and read as if absent. Null is absent. Not thread-safe.
 */
public final class InputObject {
    /** Linux takes no longer argument or environment string (MAX_ARG_STRLEN, with its NUL), in bytes of UTF-8. */
    static final int MAX_TEXT = 128 * 1024 - 1;

    private final ObjectNode node;
    private final String path;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();

    /**
     * Reads {@code node}.
     *
     * @param path of {@code node} in the input, empty for the input itself
     * @param errors where bad fields are noted
     */
    public InputObject(ObjectNode node, String path, List<FieldError> errors) {
        this.node = node;
        this.path = path;
        this.errors = errors;
    }

    public void refuse(String field, String message) {
        errors.add(new FieldError(pathOf(field), message));
    }

    /** What {@code field} holds; empty if absent. */
    public Optional<JsonNode> value(String field) {
        known.add(field);
        return node.optional(field).filter(value -> !value.isNull());
    }

    List<String> names() {
        return List.copyOf(node.propertyNames());
    }

    /** The text in {@code field}; empty if absent or bad. */
    public Optional<String> text(String field) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return text(field, value.get());
    }

    private Optional<String> text(String field, JsonNode value) {
        if (!value.isString()) {
            refuse(field, "must be a string");
            return Optional.empty();
        }
        Optional<String> wrong = Texts.wrong(value.stringValue());
        wrong.ifPresent(message -> refuse(field, message));
        return wrong.isPresent() ? Optional.empty() : Optional.of(value.stringValue());
    }

    /** The strings in the array under {@code field}; none if absent, empty ones in the place of bad ones. */
    public List<String> texts(String field, int max) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray()) {
            refuse(field, "must be an array of strings");
            return List.of();
        }
        if (value.get().size() > max) {
            refuse(field, "has %d entries, of at most %d".formatted(value.get().size(), max));
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (JsonNode entry : value.get().values()) {
            text("%s[%d]".formatted(field, texts.size()), entry).ifPresentOrElse(texts::add, () -> texts.add(""));
        }
        return texts;
    }

    Optional<Integer> integer(String field, int min, int max) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        JsonNode number = value.get();
        if (!number.isIntegralNumber()
                || !number.canConvertToInt()
                || number.intValue() < min
                || number.intValue() > max) {
            refuse(field, "must be a whole number from %d to %d".formatted(min, max));
            return Optional.empty();
        }
        return Optional.of(number.intValue());
    }

    Optional<Boolean> bool(String field) {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !value.get().isBoolean()) {
            refuse(field, "must be true or false");
            return Optional.empty();
        }
        return value.map(JsonNode::booleanValue);
    }

    /** A number with or without a fraction. */
    Optional<Double> decimal(String field, double min, double max) {
        Optional<JsonNode> value = value(field);
        Optional<Double> number =
                value.filter(JsonNode::isNumber).map(JsonNode::doubleValue).filter(each -> each >= min && each <= max);
        if (value.isPresent() && number.isEmpty()) {
            refuse(field, "must be a number from %s to %s".formatted(min, max));
        }
        return number;
    }

    Duration duration(String field, Duration fallback, Duration min, Duration max) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty()) {
            return fallback;
        }
        Optional<Duration> duration =
                value.filter(JsonNode::isString).map(JsonNode::stringValue).flatMap(Durations::parse);
        if (duration.isEmpty()
                || duration.get().compareTo(min) < 0
                || duration.get().compareTo(max) > 0) {
            refuse(
                    field,
                    "must be a duration such as \"500ms\", \"30s\", \"5m\" or \"1h\", from %s to %s"
                            .formatted(Durations.format(min), Durations.format(max)));
            return fallback;
        }
        return duration.get();
    }

    /** A number of bytes; empty if absent or bad. */
    Optional<Long> size(String field, long min, long max) {
        Optional<JsonNode> value = value(field);
        Optional<Long> size = value.filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .flatMap(Sizes::parse)
                .filter(bytes -> bytes >= min && bytes <= max);
        if (value.isPresent() && size.isEmpty()) {
            refuse(
                    field,
                    "must be a size such as \"64KiB\", \"512MiB\" or \"2GiB\", from %s to %s"
                            .formatted(Sizes.format(min), Sizes.format(max)));
        }
        return size;
    }

    /** The object under {@code field}; an empty one if absent or bad. */
    InputObject object(String field) {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !value.get().isObject()) {
            refuse(field, "must be an object");
        }
        ObjectNode object =
                value.filter(JsonNode::isObject).map(JsonNode::asObject).orElseGet(Json.STRICT::createObjectNode);
        return new InputObject(object, pathOf(field), errors);
    }

    /** The objects in the array under {@code field}; none if absent or bad. */
    public List<InputObject> objects(String field, int max) {
        Optional<JsonNode> value = value(field);
        boolean legal = value.isEmpty()
                || (value.get().isArray()
                        && value.get().size() <= max
                        && value.get().values().stream().allMatch(JsonNode::isObject));
        if (!legal) {
            refuse(field, "must be an array of at most %d objects".formatted(max));
        }
        var objects = new ArrayList<InputObject>();
        if (legal && value.isPresent()) {
            for (JsonNode entry : value.get().values()) {
                objects.add(
                        new InputObject(entry.asObject(), pathOf("%s[%d]".formatted(field, objects.size())), errors));
            }
        }
        return objects;
    }

    /** Refuses {@code field} if it holds anything: null, [] and {} are taken as absent. */
    void mustBeAbsent(String field, String message) {
        value(field).filter(value -> !value.isContainer() || !value.isEmpty()).ifPresent(_ -> refuse(field, message));
    }

    void ignore(Set<String> fields) {
        known.addAll(fields);
    }

    /** Refuses each field that was never asked for. */
    public void refuseUnknown() {
        for (String field : node.propertyNames()) {
            if (!known.contains(field)) {
                refuse(field, "is not known here");
            }
        }
    }

    /** The path of a field; of this object itself for the empty name. */
    private String pathOf(String field) {
        return path.isEmpty() || field.isEmpty() ? path + printable(field) : path + "." + printable(field);
    }

    private static String printable(String field) {
        String cut = field.length() <= 100 ? field : field.substring(0, 100) + "…";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
