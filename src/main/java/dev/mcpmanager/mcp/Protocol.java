package dev.mcpmanager.mcp;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the specification's revisions name; stateless. */
final class Protocol {
    static final String MODERN = "2026-07-28";
    static final String NEWEST_LEGACY = "2025-11-25";
    static final Set<String> LEGACY = Set.of("2024-11-05", "2025-03-26", "2025-06-18", NEWEST_LEGACY);

    static final String DISCOVER = "server/discover";
    static final String META = "_meta";
    static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";

    /** Longest text from a server that is kept or shown, in characters. */
    private static final int MAX_TEXT = 2_000;

    private Protocol() {}

    /** What every modern request carries (2026-07-28, Base Protocol, {@code _meta}). */
    static ObjectNode requestMeta(ClientInfo client) {
        ObjectNode meta = Json.STRICT.createObjectNode();
        meta.put("io.modelcontextprotocol/protocolVersion", MODERN);
        meta.set("io.modelcontextprotocol/clientInfo", implementation(client));
        meta.set("io.modelcontextprotocol/clientCapabilities", Json.STRICT.createObjectNode());
        return meta;
    }

    static ObjectNode initializeParams(ClientInfo client) {
        ObjectNode params = Json.STRICT.createObjectNode();
        params.put("protocolVersion", NEWEST_LEGACY);
        params.set("capabilities", Json.STRICT.createObjectNode());
        params.set("clientInfo", implementation(client));
        return params;
    }

    /** What the manager's clients may be able to do; asked of one that is not, the manager answers with an error. */
    static ObjectNode clientCapabilities() {
        ObjectNode capabilities = Json.STRICT.createObjectNode();
        capabilities.putObject("roots").put("listChanged", true);
        capabilities.putObject("sampling");
        ObjectNode elicitation = capabilities.putObject("elicitation");
        elicitation.putObject("form");
        elicitation.putObject("url");
        return capabilities;
    }

    /** Tells a server to stop working on request {@code id}. */
    static Notification cancelled(long id, String reason) {
        ObjectNode params = Json.STRICT.createObjectNode();
        params.put("requestId", id);
        params.put("reason", reason);
        return new Notification("notifications/cancelled", Optional.of(RawJson.of(params)));
    }

    private static JsonNode implementation(ClientInfo client) {
        ObjectNode implementation = Json.STRICT.createObjectNode();
        implementation.put("name", client.name());
        implementation.put("version", client.version());
        return implementation;
    }

    /** The object that {@code raw} is; empty if it is none or repeats a field. */
    static Optional<ObjectNode> object(RawJson raw) {
        try {
            return raw.tree() instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** A member's text; empty if there is none. */
    static Optional<String> text(JsonNode object, String member) {
        return object.path(member).stringValueOpt();
    }

    static String cut(String text) {
        return text.substring(0, Math.min(text.length(), MAX_TEXT));
    }
}
