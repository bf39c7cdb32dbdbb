package dev.mcpmanager.mcp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Which arguments of one run's tools are repeated in headers (2026-07-28, Streamable HTTP, Custom Headers from Tool
 * Parameters). Asks the server for its tools once, and again when they have changed. Thread-safe.
 */
public final class ToolHeaders {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ANNOTATION = "x-mcp-header";
    private static final String PREFIX = "Mcp-Param-";
    /** What the name of a header may be made of (RFC 9110, 5.6.2). */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    /**
     * One argument that is repeated.
     *
     * @param path of member names from the arguments to the value
     */
    public record Repeated(String header, List<String> path) {
        public Repeated {
            path = List.copyOf(path);
        }

        /** What the header is about; missing if the arguments do not have it. */
        public JsonNode in(JsonNode arguments) {
            JsonNode value = arguments;
            for (String member : path) {
                value = value.path(member);
            }
            return value;
        }
    }

    private final McpSession session;
    private volatile CompletableFuture<Map<String, List<Repeated>>> byTool =
            CompletableFuture.completedFuture(Map.of());
    private volatile boolean known;

    ToolHeaders(McpSession session) {
        this.session = session;
    }

    /** The server's tools are others than before. */
    public void forget() {
        known = false;
    }

    /** Those of one tool; none if the server does not tell of it within 5 s. */
    public CompletableFuture<List<Repeated>> of(String tool) {
        return tools().thenApply(tools -> tools.getOrDefault(tool, List.of()));
    }

    private CompletableFuture<Map<String, List<Repeated>>> tools() {
        if (!known) {
            synchronized (this) {
                if (!known) {
                    // a server that does not tell its tools has none to check
                    byTool = session.listTools(PATIENCE)
                            .thenApply(ToolHeaders::repeated)
                            .exceptionally(_ -> Map.of());
                    known = true;
                }
            }
        }
        return byTool;
    }

    private static Map<String, List<Repeated>> repeated(List<JsonNode> tools) {
        Map<String, List<Repeated>> found = new HashMap<>();
        for (JsonNode tool : tools) {
            List<Repeated> repeated = new ArrayList<>();
            collect(tool.path("inputSchema"), List.of(), repeated);
            if (!repeated.isEmpty()) {
                found.put(tool.path("name").asString(""), List.copyOf(repeated));
            }
        }
        return Map.copyOf(found);
    }

    private static void collect(JsonNode schema, List<String> path, List<Repeated> into) {
        schema.path("properties").propertyStream().forEach(property -> {
            List<String> place = new ArrayList<>(path);
            place.add(property.getKey());
            property.getValue()
                    .path(ANNOTATION)
                    .stringValueOpt()
                    .filter(name -> TOKEN.matcher(name).matches())
                    .ifPresent(name -> into.add(new Repeated(PREFIX + name, place)));
            collect(property.getValue(), place, into);
        });
    }
}
