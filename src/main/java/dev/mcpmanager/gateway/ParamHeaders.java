package dev.mcpmanager.gateway;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.ToolHeaders;
import dev.mcpmanager.mcp.ToolHeaders.Repeated;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Whether modern clients repeat in headers what they have to (2026-07-28, Streamable HTTP, Custom Headers from Tool
 * Parameters). Thread-safe.
 */
record ParamHeaders(ToolHeaders tools) {

    /** What is wrong with the headers of a call, if anything, once it is known what they have to be. */
    CompletableFuture<Optional<String>> mismatch(HttpExchange exchange, ModernRequest call) {
        return tools.of(call.params().object().text("name").orElse(""))
                .thenApply(repeated -> mismatch(exchange, call, repeated));
    }

    private static Optional<String> mismatch(HttpExchange exchange, ModernRequest call, List<Repeated> repeated) {
        if (repeated.isEmpty()) {
            return Optional.empty();
        }
        JsonNode arguments;
        try {
            arguments =
                    call.params().object().get("arguments").map(RawJson::tree).orElseGet(Json.STRICT::createObjectNode);
        } catch (JacksonException e) {
            return Optional.of("Header mismatch: the arguments are ambiguous (" + e.getOriginalMessage() + ")");
        }
        return repeated.stream()
                .filter(each -> !matches(exchange.header(each.header()), each.in(arguments)))
                .map(each -> "Header mismatch: " + each.header() + " is not what the argument says")
                .findFirst();
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
