package dev.mcpmanager.catalog;

import dev.mcpmanager.mcp.McpSession;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** What a server lists. */
public enum ListKind {
    TOOLS("tools/list", "tools", "name"),
    PROMPTS("prompts/list", "prompts", "name"),
    RESOURCES("resources/list", "resources", "uri"),
    TEMPLATES("resources/templates/list", "resourceTemplates", "uriTemplate");

    private final String method;
    private final String member;
    private final String key;

    ListKind(String method, String member, String key) {
        this.method = method;
        this.member = member;
        this.key = key;
    }

    /** Empty if {@code method} asks for none. */
    public static Optional<ListKind> of(String method) {
        return Arrays.stream(values())
                .filter(kind -> kind.method.equals(method))
                .findFirst();
    }

    /** Of a result, in which the items are. */
    String member() {
        return member;
    }

    /** Of an item, by which a client names it. */
    String key() {
        return key;
    }

    CompletableFuture<List<JsonNode>> ask(McpSession session, Duration timeout) {
        return switch (this) {
            case TOOLS -> session.listTools(timeout);
            case PROMPTS -> session.listPrompts(timeout);
            case RESOURCES -> session.listResources(timeout);
            case TEMPLATES -> session.listResourceTemplates(timeout);
        };
    }
}
