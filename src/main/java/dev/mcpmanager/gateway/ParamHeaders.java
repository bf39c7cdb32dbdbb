package dev.mcpmanager.gateway;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.RawJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Which arguments of one run's tools modern clients have to repeat in headers, and whether they did (2026-07-28,
 * Streamable HTTP, Custom Headers from Tool Parameters). Asks the server for its tools once, and again when they have
 * changed. Thread-safe.
 */
final class ParamHeaders {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ANNOTATION = "x-mcp-header";
    private static final String PREFIX = "Mcp-Param-";

    /**
     * One argument that is repeated.
     *
     * @param path of member names from the arguments to the value
     */
    private record Mirrored(String header, List<String> path) {}

    private final McpSession session;
    private volatile CompletableFuture<Map<String, List<Mirrored>>> byTool =
            CompletableFuture.completedFuture(Map.of());
    private volatile boolean known;

    ParamHeaders(McpSession session) {
        this.session = session;
    }

    /** The server's tools are others than before. */
    void forget() {
        known = false;
    }

    /** What is wrong with the headers of a call, if anything, once it is known what they have to be. */
    CompletableFuture<Optional<String>> mismatch(HttpExchange exchange, ModernRequest call) {
        CompletableFuture<Map<String, List<Mirrored>>> tools = tools();
        return tools.thenApply(mirrored -> mismatch(
                exchange,
                call,
                mirrored.getOrDefault(call.params().object().text("name").orElse(""), List.of())));
    }

    private CompletableFuture<Map<String, List<Mirrored>>> tools() {
        if (!known) {
            synchronized (this) {
                if (!known) {
                    // a server that does not tell its tools has none to check
                    byTool = session.listTools(PATIENCE)
                            .thenApply(ParamHeaders::mirrored)
                            .exceptionally(_ -> Map.of());
                    known = true;
                }
            }
        }
        return byTool;
    }

    private static Map<String, List<Mirrored>> mirrored(List<JsonNode> tools) {
        Map<String, List<Mirrored>> found = new HashMap<>();
        for (JsonNode tool : tools) {
            List<Mirrored> mirrored = new ArrayList<>();
            collect(tool.path("inputSchema"), List.of(), mirrored);
            if (!mirrored.isEmpty()) {
                found.put(tool.path("name").asString(""), mirrored);
            }
        }
        return Map.copyOf(found);
    }

    private static void collect(JsonNode schema, List<String> path, List<Mirrored> into) {
        schema.path("properties").propertyStream().forEach(property -> {
            List<String> place = new ArrayList<>(path);
            place.add(property.getKey());
            property.getValue()
                    .path(ANNOTATION)
                    .stringValueOpt()
                    .ifPresent(name -> into.add(new Mirrored(PREFIX + name, List.copyOf(place))));
            collect(property.getValue(), place, into);
        });
    }

    private static Optional<String> mismatch(HttpExchange exchange, ModernRequest call, List<Mirrored> mirrored) {
        if (mirrored.isEmpty()) {
            return Optional.empty();
        }
        JsonNode arguments;
        try {
            arguments =
                    call.params().object().get("arguments").map(RawJson::tree).orElseGet(Json.STRICT::createObjectNode);
        } catch (JacksonException e) {
            return Optional.of("Header mismatch: the arguments are ambiguous (" + e.getOriginalMessage() + ")");
        }
        return mirrored.stream()
                .filter(each -> !matches(exchange.header(each.header), value(arguments, each.path)))
                .map(each -> "Header mismatch: " + each.header + " is not what the argument says")
                .findFirst();
    }

    private static JsonNode value(JsonNode arguments, List<String> path) {
        JsonNode value = arguments;
        for (String member : path) {
            value = value.path(member);
        }
        return value;
    }

    private static boolean matches(Optional<String> header, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return header.isEmpty();
        }
        Optional<String> sent = header.flatMap(HeaderValue::decoded);
        if (value.isIntegralNumber()) {
            return sent.flatMap(ParamHeaders::number)
                    .filter(number -> number.compareTo(value.decimalValue()) == 0)
                    .isPresent();
        }
        return sent.filter(text -> text.equals(value.isString() ? value.stringValue() : value.toString()))
                .isPresent();
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
