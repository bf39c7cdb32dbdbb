package dev.mcpmanager.health;

import dev.mcpmanager.json.Json;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that people want to be woken for. Immutable; holds no secret.
 *
 * @param server its name
 */
public record Alert(Kind kind, String serverId, String server, String reason, Instant at) {

    /** What happened. */
    public enum Kind {
        DOWN("is down"),
        UP("is up again"),
        CRASH_LOOP("crashes again and again and is not restarted any more"),
        FLAPPING("goes up and down; further alerts wait until it stays so for ten minutes"),
        TEST("would be named here: this is a test");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        /** As written in JSON, such as {@code crash-loop}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The body of a request that tells it. */
    byte[] body(Webhook.Format format) {
        ObjectNode json = Json.STRICT.createObjectNode();
        switch (format) {
            case GENERIC -> {
                json.put("event", "server." + kind.text());
                json.putObject("server").put("id", serverId).put("name", server);
                json.put("reason", reason).put("at", at.toString());
            }
            case SLACK -> json.put("text", "MCP server %s %s%s".formatted(escaped(server), kind.sentence, because()));
        }
        return Json.STRICT.writeValueAsBytes(json);
    }

    private String because() {
        return reason.isEmpty() ? "" : ": " + escaped(reason);
    }

    /** What Slack would take for a link, or for somebody to notify. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
