package dev.mcpmanager.supervision;

import dev.mcpmanager.logs.LogLevel;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.RawJson;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a server tells by {@code notifications/message} (MCP, server/utilities/logging). Immutable.
 *
 * @param text its logger, if it names one, and its data
 */
record McpLogMessage(LogLevel level, String text) {

    /** Empty for another notification. */
    static Optional<McpLogMessage> of(Notification notification) {
        return notification.method().equals("notifications/message")
                ? notification.params().map(McpLogMessage::of)
                : Optional.empty();
    }

    private static McpLogMessage of(RawJson params) {
        try {
            JsonNode tree = params.tree();
            String logger = tree.path("logger").asString("");
            JsonNode data = tree.path("data");
            String text = data.isString() ? data.stringValue() : data.toString();
            return new McpLogMessage(
                    level(tree.path("level").asString("")), logger.isEmpty() ? text : logger + ": " + text);
        } catch (JacksonException e) {
            return new McpLogMessage(LogLevel.WARN, "[a log message of " + params.length() + " bytes repeats a field]");
        }
    }

    /** The levels are those of syslog (RFC 5424, section 6.2.1). */
    private static LogLevel level(String name) {
        return switch (name) {
            case "debug" -> LogLevel.DEBUG;
            case "warning" -> LogLevel.WARN;
            case "error", "critical", "alert", "emergency" -> LogLevel.ERROR;
            default -> LogLevel.INFO;
        };
    }
}
