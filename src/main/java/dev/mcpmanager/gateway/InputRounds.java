package dev.mcpmanager.gateway;

import dev.mcpmanager.gateway.InputRequired.Input;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Gets a legacy client's input for a modern server: each input that the server requires is asked for on the client's
 * stream, then the call is made again (2026-07-28, Multi Round-Trip Requests). At most {@value #MAX_ROUNDS} times a call.
 * Thread-safe.
 */
final class InputRounds {
    static final int MAX_ROUNDS = 100;

    private static final String ELICITATION_ID = "elicitationId";

    private static final RawJson CANCELLED =
            RawJson.of(Json.STRICT.createObjectNode().put("action", "cancel"));

    private final LegacyCall call;
    private int rounds;
    private final Map<String, RawJson> responses = new LinkedHashMap<>();
    private int awaited;
    private Map<String, RawJson> inputs = Map.of();

    InputRounds(LegacyCall call) {
        this.call = call;
    }

    /** Members of the params for the next try. */
    synchronized Map<String, RawJson> inputs() {
        return inputs;
    }

    /** Asks the client for what is required, and then calls again. */
    void next(InputRequired required) {
        Optional<Input> impossible = required.inputs().values().stream()
                .filter(input -> !call.session().client().capabilities().allow(input.method(), input.params()))
                .findAny();
        if (impossible.isPresent()) {
            call.refuse(
                    RpcError.INTERNAL,
                    "The server needs " + impossible.get().method() + ", which this client did not declare");
            return;
        }
        synchronized (this) {
            if (++rounds > MAX_ROUNDS) {
                call.refuse(RpcError.INTERNAL, "The server asked for input more than " + MAX_ROUNDS + " times");
                return;
            }
            responses.clear();
            awaited = required.inputs().size();
            inputs = new LinkedHashMap<>();
            required.state().ifPresent(state -> inputs.put(Params.REQUEST_STATE, state));
        }
        if (required.inputs().isEmpty()) {
            again();
        } else {
            required.inputs()
                    .forEach((key, input) -> call.session()
                            .client()
                            .ask(
                                    call.session(),
                                    new Request(call.id(), input.method(), legacy(input)),
                                    call.stream(),
                                    response -> answered(key, input.method(), response)));
        }
    }

    /** 2025-11-25, Elicitation: a URL has an id, which a modern server does not give. */
    private static Optional<RawJson> legacy(Input input) {
        return input.params()
                .map(raw -> RawObject.of(raw, List.of("mode", ELICITATION_ID))
                        .filter(params ->
                                params.text("mode").filter("url"::equals).isPresent() && !params.has(ELICITATION_ID))
                        .map(params -> params.with(Map.of(
                                ELICITATION_ID, RawJson.text(UUID.randomUUID().toString()))))
                        .orElse(raw));
    }

    private void answered(String key, String method, Response response) {
        RawJson input;
        switch (response) {
            case Result result -> input = result.result();
            case Failure _ when method.equals("elicitation/create") -> input = CANCELLED;
            case Failure failure -> {
                call.upstream().ifPresent(at -> at.connection().cancel(call.upstreamId(), "no input"));
                call.finish(failure);
                return;
            }
        }
        synchronized (this) {
            responses.put(key, input);
            if (--awaited > 0) {
                return;
            }
            inputs.put(Params.INPUT_RESPONSES, RawJson.object(responses));
        }
        again();
    }

    private void again() {
        call.upstream().ifPresent(call::forward);
    }
}
