package dev.mcpmanager.oauth;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a server says of how it is protected (RFC 9728, section 2). Immutable.
 *
 * @param resource to which tokens are bound
 * @param issuers of tokens that it accepts, at least one
 * @param scopes for its basic use; may be none
 */
record ResourceMetadata(String resource, List<String> issuers, List<String> scopes) {
    private static final int MAX_ISSUERS = 3;

    ResourceMetadata {
        issuers = List.copyOf(issuers);
        scopes = List.copyOf(scopes);
    }

    /**
     * Reads metadata.
     *
     * @param server about which it was asked
     * @throws UnusableException if it is about another resource, or names nobody who issues tokens
     */
    static ResourceMetadata read(JsonNode json, URI server) throws UnusableException {
        String resource = json.path("resource").asString("");
        if (!Addresses.covers(resource, server)) {
            throw new UnusableException("its metadata is about another resource");
        }
        List<String> issuers = AuthorizationServer.texts(json, "authorization_servers").stream()
                .filter(issuer -> Addresses.trusted(issuer, server)
                        .filter(address -> address.getRawQuery() == null)
                        .isPresent())
                .limit(MAX_ISSUERS)
                .toList();
        if (issuers.isEmpty()) {
            throw new UnusableException(
                    "its metadata names no authorization server at an https address (http is for loopback only)");
        }
        List<String> scopes = Scopes.legal(AuthorizationServer.texts(json, "scopes_supported").stream());
        return new ResourceMetadata(resource, issuers, scopes);
    }

    /** Of a server without metadata: as in 2025-03-26 (Authorization), it may issue tokens itself. */
    static Optional<ResourceMetadata> ofOrigin(URI server) {
        return Addresses.trusted(Addresses.origin(server), server)
                .map(origin -> new ResourceMetadata(Addresses.resource(server), List.of(origin.toString()), List.of()));
    }
}
