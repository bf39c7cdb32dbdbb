package dev.mcpmanager.health;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.server.ServerJson;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that people want to be woken for. Immutable; holds no secret.
 *
 * @param server its name
 */
record Alert(Kind kind, String serverId, String server, String reason, Instant at) {

    /** What happened. */
    enum Kind {
        DOWN("is down"),
        UP("is up again"),
        CRASH_LOOP("is not restarted any more"),
        FLAPPING("goes up and down; further alerts wait until it stays so for ten minutes"),
        TEST("would be named here: this is a test");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        /** As written in JSON, such as {@code crash-loop}. */
        String text() {
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
                json.put("reason", reason).put("at", ServerJson.instant(at));
            }
            case SLACK -> json.put("text", "MCP server %s %s%s".formatted(escaped(server), kind.sentence, because()));
        }
        return Json.STRICT.writeValueAsBytes(json);
    }

    private String because() {
        return reason.isEmpty() ? "" : ": " + escaped(reason);
    }

    /**
     * Without what Slack would take for a link or for somebody to notify ({@code <!channel>}), what others that take its
     * format would notify ({@code @channel}), and what would look like a message of its own.
     */
    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "@\u200b");
    }
}
