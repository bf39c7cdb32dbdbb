package dev.mcpmanager.gateway;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A result that asks for input (2026-07-28, Multi Round-Trip Requests). Immutable.
 *
 * @param inputs what is asked for, by key
 * @param state to be given back as it is
 */
record InputRequired(Map<String, Input> inputs, Optional<RawJson> state) {
    private static final List<String> NAMES = List.of("resultType", "inputRequests", Params.REQUEST_STATE);

    /** One thing that is asked for. */
    record Input(String method, Optional<RawJson> params) {}

    /** Empty if the result is another. What is not of the form of a request is left out. */
    static Optional<InputRequired> of(RawJson result) {
        return RawObject.of(result, NAMES)
                .filter(object -> object.text("resultType")
                        .filter("input_required"::equals)
                        .isPresent())
                .map(object -> new InputRequired(
                        object.get("inputRequests").map(InputRequired::inputs).orElse(Map.of()),
                        object.get(Params.REQUEST_STATE)));
    }

    private static Map<String, Input> inputs(RawJson requests) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        try {
            requests.tree().propertyStream().forEach(each -> {
                String method = each.getValue().path("method").asString("");
                Optional<RawJson> params =
                        Optional.ofNullable(each.getValue().get("params")).map(RawJson::of);
                inputs.put(each.getKey(), new Input(method, params));
            });
        } catch (JacksonException e) {
            // repeated keys: nothing that could be asked for
            return Map.of();
        }
        return inputs;
    }

    /** The result. */
    RawJson encoded() {
        ObjectNode result = Json.STRICT.createObjectNode();
        result.put("resultType", "input_required");
        ObjectNode requests = result.putObject("inputRequests");
        inputs.forEach((key, input) -> {
            ObjectNode request = requests.putObject(key);
            request.put("method", input.method());
            input.params().ifPresent(params -> request.set("params", params.tree()));
        });
        state.ifPresent(text -> result.set(Params.REQUEST_STATE, text.tree()));
        return RawJson.of(result);
    }
}
