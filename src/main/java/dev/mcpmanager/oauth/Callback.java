package dev.mcpmanager.oauth;

import java.util.Optional;

/** What an authorization server had the browser bring back (RFC 6749, section 4.1.2; RFC 9207). Immutable; the code does not show. */
public record Callback(Optional<String> state, Optional<String> code, Optional<String> issuer, Optional<String> error) {

    /** Whether it comes from whom it was expected of (MCP, Authorization Response Validation). */
    boolean isOf(AuthorizationServer server) {
        return issuer.isPresent() ? issuer.get().equals(server.issuer()) : !server.namesIssuer();
    }

    @Override
    public String toString() {
        return "Callback";
    }
}
