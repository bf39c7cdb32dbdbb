package dev.mcpmanager.gateway;

import dev.mcpmanager.gateway.Topic.Kind;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcEncoder;
import dev.mcpmanager.mcp.JsonRpcId;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.RawJson;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One {@code subscriptions/listen} of a modern client (2026-07-28, Subscriptions). Thread-safe. */
final class ModernListen implements Subscriber {
    static final int MAX_RESOURCES = 1_000;

    private final RawJson id;
    private final JsonRpcId requestId;
    private final ModernReply reply;
    private final Set<Kind> lists = EnumSet.noneOf(Kind.class);
    private final Set<String> resources = new LinkedHashSet<>();
    private boolean acknowledged;

    /**
     * Honours of the filter what the server can do.
     *
     * @param can whether it has a capability with a flag, such as {@code tools} with {@code listChanged}
     * @param subscribable whether it tells of changes of the resource of this URI
     */
    ModernListen(
            ModernRequest request, ModernReply reply, BiPredicate<String, String> can, Predicate<String> subscribable) {
        this.requestId = request.id();
        this.id = JsonRpcEncoder.encode(request.id());
        this.reply = reply;
        JsonNode filter = request.params()
                .object()
                .get("notifications")
                .map(RawJson::tree)
                .orElseGet(Json.STRICT::createObjectNode);
        for (Kind kind : Kind.values()) {
            if (filter.path(kind.filter()).asBoolean(false) && can.test(kind.capability(), "listChanged")) {
                lists.add(kind);
            }
        }
        filter.path("resourceSubscriptions").values().stream()
                .filter(JsonNode::isString)
                .limit(MAX_RESOURCES)
                .map(JsonNode::stringValue)
                .filter(subscribable)
                .forEach(resources::add);
    }

    /** Says what is honoured, before all else. */
    synchronized void acknowledge() {
        acknowledged = true;
        ObjectNode params = Json.STRICT.createObjectNode();
        ObjectNode honoured = params.putObject("notifications");
        lists.forEach(kind -> honoured.put(kind.filter(), true));
        if (!resources.isEmpty()) {
            resources.forEach(honoured.putArray("resourceSubscriptions")::add);
        }
        tell(new Notification("notifications/subscriptions/acknowledged", Optional.of(RawJson.of(params))));
    }

    @Override
    public boolean wants(Topic topic) {
        return switch (topic) {
            case Topic.Changed(Kind kind) -> lists.contains(kind);
            case Topic.Updated updated -> resources.stream().anyMatch(updated::isOf);
        };
    }

    @Override
    public Set<String> resources() {
        return resources;
    }

    @Override
    public synchronized void tell(Notification notification) {
        if (!acknowledged) {
            return;
        }
        Params.of(notification.params())
                .map(params -> params.withMeta(Map.of(Params.SUBSCRIPTION_ID, id)))
                .ifPresent(params -> reply.send(
                        JsonRpcEncoder.encode(new Notification(notification.method(), Optional.of(params)))));
    }

    /** Ends it in good order (2026-07-28, Subscriptions, Graceful Closure). */
    void finish() {
        ObjectNode result = Json.STRICT.createObjectNode().put("resultType", "complete");
        result.putObject("_meta").set(Params.SUBSCRIPTION_ID, id.tree());
        reply.finish(Reply.OK, JsonRpcEncoder.encode(new Result(requestId, RawJson.of(result))));
    }

    void keepAlive() {
        reply.keepAlive();
    }
}
