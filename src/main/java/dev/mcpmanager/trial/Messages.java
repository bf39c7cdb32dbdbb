package dev.mcpmanager.trial;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.ClientInfo;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests and results of 2026-07-28, as one that calls over REST sends and gets them; stateless. */
final class Messages {
    static final String PROTOCOL_VERSION = "2026-07-28";

    private static final String META = "_meta";
    private static final String PREFIX = "io.modelcontextprotocol/";
    private static final String SERVER_INFO = PREFIX + "serverInfo";

    private Messages() {}

    /**
     * One try of a request.
     *
     * @param answers to what was asked before, by question
     * @param state which came with that; missing if there was none
     */
    static byte[] request(TrialRequest trial, ClientInfo client, Map<String, JsonNode> answers, JsonNode state) {
        ObjectNode message = Json.STRICT.createObjectNode();
        message.put("jsonrpc", "2.0").put("id", 1).put("method", trial.method());
        ObjectNode params = message.putObject("params").setAll(trial.params());
        params.set(META, meta(trial, client));
        if (!answers.isEmpty()) {
            params.putObject("inputResponses").setAll(answers);
        }
        if (state.isString()) {
            params.set("requestState", state);
        }
        return Json.STRICT.writeValueAsBytes(message);
    }

    private static ObjectNode meta(TrialRequest trial, ClientInfo client) {
        ObjectNode meta = Json.STRICT.createObjectNode();
        meta.put(PREFIX + "protocolVersion", PROTOCOL_VERSION);
        meta.putObject(PREFIX + "clientInfo").put("name", client.name()).put("version", client.version());
        ObjectNode capabilities = meta.putObject(PREFIX + "clientCapabilities");
        trial.callId().ifPresent(callId -> {
            ObjectNode elicitation = capabilities.putObject("elicitation");
            elicitation.putObject("form");
            elicitation.putObject("url");
            meta.put("progressToken", callId);
            meta.put(PREFIX + "logLevel", "info");
        });
        return meta;
    }

    /** A result as a server of an earlier revision gave it, without what the gateway adds for clients of this one. */
    static JsonNode asGiven(ObjectNode result) {
        result.remove(List.of("resultType", "ttlMs", "cacheScope"));
        if (result.path(META) instanceof ObjectNode meta) {
            meta.remove(SERVER_INFO);
            if (meta.isEmpty()) {
                result.remove(META);
            }
        }
        return result;
    }
}
