package dev.mcpmanager.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/** Values that modern clients repeat in headers (2026-07-28, Streamable HTTP, Value Encoding); stateless. */
final class HeaderValue {
    private static final String START = "=?base64?";
    private static final String END = "?=";

    private HeaderValue() {}

    /** What a header's value stands for; empty if it is broken. */
    static Optional<String> decoded(String value) {
        if (!value.startsWith(START) || !value.endsWith(END) || value.length() < START.length() + END.length()) {
            return Optional.of(value);
        }
        String encoded = value.substring(START.length(), value.length() - END.length());
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            // Java's decoder lets padding be missing
            return Base64.getEncoder().encodeToString(bytes).equals(encoded)
                    ? Optional.of(new String(bytes, UTF_8))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
