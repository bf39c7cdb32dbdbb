package dev.mcpmanager.gateway;

import dev.mcpmanager.gateway.InputRequired.Input;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcId;
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
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a modern client gets for a request: an HTTP status and a JSON-RPC message. Immutable. */
record ModernAnswer(int status, Response response) {
    private static final RawJson COMPLETE = RawJson.text("complete");
    private static final String META = "_meta";
    private static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";
    private static final List<String> RESULT_NAMES = List.of("resultType", "ttlMs", "cacheScope", META);
    private static final List<String> ERROR_NAMES = List.of("code", "message", "data");

    /** 2026-07-28, Caching, Cacheable Results. */
    private static final Set<String> CACHEABLE = Set.of(
            "server/discover",
            "tools/list",
            "prompts/list",
            "resources/list",
            "resources/templates/list",
            "resources/read");

    /** The answer of a modern server. */
    static ModernAnswer of(JsonRpcId id, Response response) {
        return switch (response) {
            case Result result -> new ModernAnswer(Reply.OK, new Result(id, result.result()));
            case Failure failure ->
                new ModernAnswer(status(failure.error()), new Failure(Optional.of(id), failure.error()));
        };
    }

    /** The answer of a legacy server, as a modern one would give it. */
    static ModernAnswer ofLegacy(ServedServer server, ModernRequest request, Response response) {
        return switch (response) {
            case Result result ->
                of(request.id(), new Result(request.id(), modern(server, request.method(), result.result())));
            case Failure failure -> translated(server, request, failure);
        };
    }

    /** A legacy server's result with what a modern one must say, and should say, as well. */
    static RawJson modern(ServedServer server, String method, RawJson result) {
        return RawObject.of(result, RESULT_NAMES)
                .map(object -> {
                    Map<String, RawJson> members = new LinkedHashMap<>();
                    add(object, members, "resultType", COMPLETE);
                    if (CACHEABLE.contains(method)) {
                        // nobody knows how long it holds, nor for whom
                        add(object, members, "ttlMs", RawJson.number(0));
                        add(object, members, "cacheScope", RawJson.text("private"));
                    }
                    server.serverInfo().ifPresent(info -> {
                        Optional<RawObject> meta = object.object(META, List.of(SERVER_INFO));
                        if (meta.isPresent() || !object.has(META)) {
                            RawObject old =
                                    meta.orElseGet(() -> RawObject.of(RawJson.EMPTY_OBJECT, List.of(SERVER_INFO))
                                            .orElseThrow());
                            members.put(META, old.with(Map.of(SERVER_INFO, info)));
                        }
                    });
                    return object.with(members);
                })
                .orElse(result);
    }

    private static void add(RawObject object, Map<String, RawJson> members, String name, RawJson value) {
        if (!object.has(name)) {
            members.put(name, value);
        }
    }

    private static ModernAnswer translated(ServedServer server, ModernRequest request, Failure failure) {
        return switch (code(failure.error())) {
            case RpcError.LEGACY_RESOURCE_NOT_FOUND ->
                of(request.id(), new Failure(failure.id(), notFound(request, failure.error())));
            case RpcError.LEGACY_URL_ELICITATION_REQUIRED -> urlRequired(server, request, failure);
            default -> of(request.id(), failure);
        };
    }

    /** 2026-07-28, Base Protocol, Error Codes: -32002 became -32602. */
    private static RawJson notFound(ModernRequest request, RawJson error) {
        return RawObject.of(error, ERROR_NAMES)
                .map(object -> {
                    Map<String, RawJson> members = new LinkedHashMap<>();
                    members.put("code", RawJson.number(RpcError.INVALID_PARAMS));
                    request.params()
                            .object()
                            .get("uri")
                            .filter(_ -> !object.has("data"))
                            .ifPresent(uri -> members.put("data", RawJson.object(Map.of("uri", uri))));
                    return object.with(members);
                })
                .orElse(error);
    }

    /** 2025-11-25, Elicitation, URL Elicitation Required Error: a modern server asks for the same as input. */
    private static ModernAnswer urlRequired(ServedServer server, ModernRequest request, Failure failure) {
        if (!request.capabilities().url()) {
            return of(
                    request.id(),
                    missingCapability(
                            request.id(),
                            "elicitation",
                            Json.STRICT.createObjectNode().set("url", Json.STRICT.createObjectNode())));
        }
        Map<String, Input> inputs = new LinkedHashMap<>();
        try {
            JsonNode elicitations = failure.error().tree().path("data").path("elicitations");
            for (JsonNode elicitation : elicitations.values()) {
                inputs.put(
                        "elicitation-" + (inputs.size() + 1),
                        new Input("elicitation/create", Optional.of(RawJson.of(elicitation))));
            }
        } catch (JacksonException e) {
            // what repeats members cannot be asked for: the client gets the error as it is
            return of(request.id(), failure);
        }
        var required =
                new InputRequired(inputs, Optional.of(RawJson.text(server.held().again(server, request))));
        return of(request.id(), new Result(request.id(), required.encoded()));
    }

    /** What a server is told that asks what the client did not declare. */
    static Failure missingCapability(Request asked) {
        String capability = asked.method().replaceAll("/.*", "");
        return missingCapability(asked.id(), capability, Json.STRICT.createObjectNode());
    }

    private static Failure missingCapability(JsonRpcId id, String capability, JsonNode settings) {
        ObjectNode data = Json.STRICT.createObjectNode();
        data.putObject("requiredCapabilities").set(capability, settings);
        return RpcError.of(id, RpcError.MISSING_CAPABILITY, "The client of this call does not support " + capability)
                .with(data)
                .failure();
    }

    private static int status(RawJson error) {
        return switch (code(error)) {
            case RpcError.METHOD_NOT_FOUND -> Reply.NOT_FOUND;
            case RpcError.HEADER_MISMATCH, RpcError.MISSING_CAPABILITY, RpcError.UNSUPPORTED_VERSION ->
                Reply.BAD_REQUEST;
            default -> Reply.OK;
        };
    }

    private static int code(RawJson error) {
        return RawObject.of(error, ERROR_NAMES)
                .flatMap(object -> object.get("code"))
                .flatMap(RawJson::integer)
                .map(Long::intValue)
                .orElse(0);
    }
}
