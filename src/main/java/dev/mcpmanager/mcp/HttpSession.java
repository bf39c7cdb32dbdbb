package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * How to speak to a server over HTTP. Immutable.
 *
 * @param headers that every request carries: of a legacy server its protocol version and, if it gave one, its session's id
 */
record HttpSession(Era era, Map<String, String> headers) {
    static final String VERSION_HEADER = "MCP-Protocol-Version";
    static final String ID_HEADER = "Mcp-Session-Id";
    static final HttpSession MODERN = new HttpSession(Era.MODERN, Map.of(VERSION_HEADER, Protocol.MODERN));

    /** None: each message of a server of 2024-11-05 belongs to the stream that is open ({@link SseConnection}). */
    static final HttpSession NONE = new HttpSession(Era.LEGACY, Map.of());

    private static final String ENCODED = "=?base64?";
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

    HttpSession {
        headers = Map.copyOf(headers);
    }

    /** Those of one request (2026-07-28, Streamable HTTP, Standard MCP Request Headers). */
    Map<String, String> headersOf(String method, RawJson params) {
        return switch (era) {
            case LEGACY -> headers;
            case MODERN -> {
                var all = new HashMap<>(headers);
                all.put("Mcp-Method", headerValue(method));
                name(method, params).ifPresent(name -> all.put("Mcp-Name", headerValue(name)));
                yield all;
            }
        };
    }

    private static Optional<String> name(String method, RawJson params) {
        return switch (method) {
            case "tools/call", "prompts/get" -> text(params, "name");
            case "resources/read" -> text(params, "uri");
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(RawJson params, String member) {
        return RawObject.of(params, List.of(member)).flatMap(object -> object.text(member));
    }

    /** Those that a call of a modern server's tool has beside {@link #headersOf}. */
    static Map<String, String> repeated(List<ToolHeaders.Repeated> headers, RawJson params) {
        if (headers.isEmpty()) {
            return Map.of();
        }
        JsonNode arguments = params.tree().path("arguments");
        Map<String, String> all = new HashMap<>();
        for (ToolHeaders.Repeated header : headers) {
            JsonNode value = header.in(arguments);
            if (value.isString() || value.isBoolean() || value.isIntegralNumber()) {
                all.put(header.header(), headerValue(value.asString()));
            }
        }
        return all;
    }

    /** 2026-07-28, Streamable HTTP, Value Encoding. */
    private static String headerValue(String text) {
        return PLAIN.matcher(text).matches() && !text.startsWith(ENCODED)
                ? text
                : ENCODED + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)) + "?=";
    }

    /** Whether the server expects {@link HttpHandshake#INITIALIZED}. */
    boolean needsInitialized() {
        return era == Era.LEGACY && !equals(NONE);
    }

    boolean isToBeEnded() {
        return headers.containsKey(ID_HEADER);
    }

    /** The session's id is as good as a credential. */
    @Override
    public String toString() {
        return "HttpSession[" + era + "]";
    }
}
