package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A result that asks for input (2026-07-28, Multi Round-Trip Requests). Immutable.
 *
 * @param inputs what is asked for, by key
 * @param state to be given back as it is
 */
record InputRequired(Map<String, Input> inputs, Optional<RawJson> state) {
    private static final List<String> NAMES = List.of("resultType", "inputRequests", Params.REQUEST_STATE);
    private static final List<String> REQUEST_NAMES = List.of("method", "params");

    /** One thing that is asked for. */
    record Input(String method, Optional<RawJson> params) {
        private RawJson encoded() {
            Map<String, RawJson> request = new LinkedHashMap<>();
            request.put("method", RawJson.text(method));
            params.ifPresent(value -> request.put("params", value));
            return RawJson.object(request);
        }
    }

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
        requests.members((key, value) -> RawObject.of(value, REQUEST_NAMES)
                .ifPresent(request ->
                        inputs.put(key, new Input(request.text("method").orElse(""), request.get("params")))));
        return inputs;
    }

    /** The result. */
    RawJson encoded() {
        Map<String, RawJson> requests = new LinkedHashMap<>();
        inputs.forEach((key, input) -> requests.put(key, input.encoded()));
        Map<String, RawJson> result = new LinkedHashMap<>();
        result.put("resultType", RawJson.text("input_required"));
        result.put("inputRequests", RawJson.object(requests));
        state.ifPresent(text -> result.put(Params.REQUEST_STATE, text));
        return RawJson.object(result);
    }
}
