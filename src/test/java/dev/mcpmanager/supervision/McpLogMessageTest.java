package dev.mcpmanager.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.logs.LogLevel;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.RawJson;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpLogMessageTest {

    private static Optional<McpLogMessage> of(String method, String params) {
        return McpLogMessage.of(new Notification(method, Optional.of(RawJson.of(Json.STRICT.readTree(params)))));
    }

    @ParameterizedTest
    @CsvSource({
        "debug, DEBUG",
        "info, INFO",
        "notice, INFO",
        "warning, WARN",
        "error, ERROR",
        "critical, ERROR",
        "alert, ERROR",
        "emergency, ERROR",
        "loud, INFO"
    })
    void theLevelsOfTheSpecificationAreMapped(String name, LogLevel level) {
        assertThat(of("notifications/message", "{\"level\": \"" + name + "\", \"data\": \"x\"}"))
                .contains(new McpLogMessage(level, "x"));
    }

    @Test
    void theLoggerComesFirstAndDataThatIsNoTextStaysJson() {
        assertThat(of(
                        "notifications/message",
                        "{\"level\": \"info\", \"logger\": \"db\", \"data\": {\"a\": [1, \"b\"]}}"))
                .contains(new McpLogMessage(LogLevel.INFO, "db: {\"a\":[1,\"b\"]}"));
    }

    @Test
    void otherNotificationsAreNoLog() {
        assertThat(of("notifications/progress", "{\"level\": \"info\", \"data\": \"x\"}"))
                .isEmpty();
        assertThat(McpLogMessage.of(new Notification("notifications/message", Optional.empty())))
                .isEmpty();
    }
}
