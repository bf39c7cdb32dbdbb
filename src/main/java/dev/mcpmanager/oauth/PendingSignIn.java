package dev.mcpmanager.oauth;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sign-in that the user has begun in the browser. Immutable; the verifier does not show in {@link #toString()}.
 *
 * @param address of the MCP server
 * @param server where the user signs in
 * @param verifier of {@link Pkce}
 */
record PendingSignIn(
        String serverId,
        URI address,
        String resource,
        AuthorizationServer server,
        OAuthClient client,
        List<String> scopes,
        String verifier,
        Instant expiresAt) {

    /** What the browser is to open (RFC 6749, section 4.1.1). */
    URI url(String state) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", client.clientId());
        query.put("redirect_uri", client.redirectUri());
        query.put("code_challenge", Pkce.challenge(verifier));
        query.put("code_challenge_method", Pkce.METHOD);
        query.put("state", state);
        query.put("resource", resource);
        if (!scopes.isEmpty()) {
            query.put("scope", String.join(" ", scopes));
        }
        if (Scopes.needConsent(scopes)) {
            query.put("prompt", "consent");
        }
        String endpoint = server.authorizationEndpoint().toString();
        return URI.create(endpoint + (endpoint.contains("?") ? "&" : "?") + OAuthHttp.form(query));
    }

    @Override
    public String toString() {
        return "PendingSignIn[" + serverId + "]";
    }
}
