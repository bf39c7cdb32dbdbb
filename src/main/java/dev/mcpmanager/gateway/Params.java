package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The params of a client's request or notification, of which the gateway reads little and changes less. Immutable. */
record Params(RawObject object, Optional<RawObject> meta) {
    static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String CLIENT_INFO = "io.modelcontextprotocol/clientInfo";
    static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";
    static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
    static final String PROGRESS_TOKEN = "progressToken";
    static final String REQUEST_STATE = "requestState";
    static final String INPUT_RESPONSES = "inputResponses";

    private static final String META = "_meta";
    private static final List<String> NAMES = List.of(
            META,
            "name",
            "uri",
            "level",
            "arguments",
            "requestId",
            "protocolVersion",
            "capabilities",
            "clientInfo",
            "notifications",
            "cursor",
            "ref",
            REQUEST_STATE,
            INPUT_RESPONSES);
    private static final List<String> CLIENT_INFO_NAMES = List.of("name");
    private static final List<String> META_NAMES =
            List.of(PROGRESS_TOKEN, PROTOCOL_VERSION, CLIENT_INFO, CLIENT_CAPABILITIES, LOG_LEVEL, SUBSCRIPTION_ID);

    /** Empty if they are no object, repeat what the gateway reads, or hold a {@code _meta} that is no object. */
    static Optional<Params> of(Optional<RawJson> raw) {
        return RawObject.of(raw.orElse(RawJson.EMPTY_OBJECT), NAMES).flatMap(object -> {
            Optional<RawObject> meta = object.object(META, META_NAMES);
            return meta.isEmpty() && object.has(META) ? Optional.empty() : Optional.of(new Params(object, meta));
        });
    }

    Optional<String> metaText(String name) {
        return meta.flatMap(members -> members.text(name));
    }

    Optional<RawJson> metaValue(String name) {
        return meta.flatMap(members -> members.get(name));
    }

    /** In a {@link #CLIENT_INFO}. */
    static Optional<String> clientName(RawJson clientInfo) {
        return RawObject.of(clientInfo, CLIENT_INFO_NAMES).flatMap(info -> info.text("name"));
    }

    /** By which the client wants to hear of progress. */
    Optional<RawJson> progressToken() {
        return metaValue(PROGRESS_TOKEN);
    }

    /** The same with other members in {@code _meta}. */
    RawJson withMeta(Map<String, RawJson> changes) {
        return with(Map.of(), changes);
    }

    /**
     * The same with other members, and others in {@code _meta}.
     *
     * @param changes of members that {@link Params} knows
     */
    RawJson with(Map<String, RawJson> changes, Map<String, RawJson> metaChanges) {
        if (changes.isEmpty() && metaChanges.isEmpty()) {
            return object.json();
        }
        var all = new LinkedHashMap<>(changes);
        if (!metaChanges.isEmpty()) {
            RawObject old = meta.orElseGet(
                    () -> RawObject.of(RawJson.EMPTY_OBJECT, META_NAMES).orElseThrow());
            all.put(META, old.with(metaChanges));
        }
        return object.with(all);
    }
}
