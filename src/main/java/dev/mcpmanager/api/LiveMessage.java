package dev.mcpmanager.api;

import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.trial.Told;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What the live socket sends. Immutable. */
public record LiveMessage(String type, Object data) {

    public static LiveMessage status(StatusChangeView change) {
        return new LiveMessage("server:status", change);
    }

    public static LiveMessage event(EventView event) {
        return new LiveMessage("server:event", event);
    }

    public static LiveMessage health(HealthUpdateView update) {
        return new LiveMessage("health:update", update);
    }

    /** Lines that follow those before of the same topic. */
    public static LiveMessage lines(String topic, List<LogLine> lines) {
        return new LiveMessage(
                "logs:new",
                Map.of(
                        "topic",
                        topic,
                        "lines",
                        lines.stream().map(LogLineView::of).toList()));
    }

    /** In place of lines of one server that the client was too slow for. */
    public static LiveMessage linesGap(String topic, String serverId, long missed) {
        return new LiveMessage("gap", Map.of("topic", topic, "serverId", serverId, "missed", missed));
    }

    /** What happens in a call that its caller follows. */
    public static LiveMessage call(Told told) {
        return switch (told) {
            case Told.Notified(String callId, ObjectNode message) ->
                new LiveMessage("call:notification", Map.of("callId", callId, "message", message));
            case Told.Asked(String callId, String question, ObjectNode params) ->
                new LiveMessage("call:question", Map.of("callId", callId, "question", question, "params", params));
            case Told.Settled(String callId, String question, String action) ->
                new LiveMessage("call:settled", Map.of("callId", callId, "question", question, "action", action));
        };
    }

    /** In place of messages that a slow client missed. */
    public static LiveMessage gap(long missed) {
        return new LiveMessage("gap", Map.of("missed", missed));
    }

    /** All topics of the client, after each message of it that changed them. */
    public static LiveMessage subscribed(Collection<String> topics) {
        return new LiveMessage("subscribed", Map.of("topics", List.copyOf(topics)));
    }

    /** A message of the client was not understood. */
    public static LiveMessage error(String detail) {
        return new LiveMessage("error", Map.of("detail", detail));
    }
}
