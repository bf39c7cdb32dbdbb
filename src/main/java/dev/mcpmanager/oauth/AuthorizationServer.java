package dev.mcpmanager.oauth;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What an authorization server says of itself (RFC 8414, section 2), its issuer and addresses checked. Immutable.
 *
 * @param issuer as it wrote it
 * @param scopes that it knows; may be incomplete
 * @param authMethods by which clients may prove who they are; empty if it does not say
 * @param namesIssuer whether its answers by the browser carry {@code iss} (RFC 9207)
 * @param readsClientDocuments whether a client's id may be the address of a document that describes it
 */
record AuthorizationServer(
        String issuer,
        URI authorizationEndpoint,
        URI tokenEndpoint,
        Optional<URI> registrationEndpoint,
        Optional<URI> revocationEndpoint,
        List<String> scopes,
        List<String> authMethods,
        boolean namesIssuer,
        boolean readsClientDocuments) {
    AuthorizationServer {
        scopes = List.copyOf(scopes);
        authMethods = List.copyOf(authMethods);
    }

    /**
     * Reads metadata.
     *
     * @param issuer from which its address was made
     * @param server the MCP server that named the issuer
     * @throws UnusableException if it is another issuer's, incomplete, or cannot be used safely
     */
    static AuthorizationServer read(JsonNode json, String issuer, URI server) throws UnusableException {
        // 2026-07-28, Authorization Server Metadata Discovery: identical, nothing normalised
        if (!json.path("issuer").asString("").equals(issuer)) {
            throw new UnusableException("its metadata is that of another issuer");
        }
        if (!texts(json, "code_challenge_methods_supported").contains(Pkce.METHOD)) {
            throw new UnusableException("it does not support PKCE with " + Pkce.METHOD
                    + " (code_challenge_methods_supported), without which signing in is not safe");
        }
        Function<String, Optional<URI>> address = field -> {
            String text = json.path(field).asString("");
            return Addresses.trusted(text, server);
        };
        return new AuthorizationServer(
                issuer,
                required(address, "authorization_endpoint"),
                required(address, "token_endpoint"),
                address.apply("registration_endpoint"),
                address.apply("revocation_endpoint"),
                texts(json, "scopes_supported"),
                texts(json, "token_endpoint_auth_methods_supported"),
                json.path("authorization_response_iss_parameter_supported").asBoolean(false),
                json.path("client_id_metadata_document_supported").asBoolean(false));
    }

    private static URI required(Function<String, Optional<URI>> address, String field) throws UnusableException {
        return address.apply(field)
                .orElseThrow(() ->
                        new UnusableException("its " + field + " is missing or not https (http is for loopback only)"));
    }

    /** The texts in a list; those that are none are left out. */
    static List<String> texts(JsonNode json, String field) {
        return json.path(field)
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
    }
}
