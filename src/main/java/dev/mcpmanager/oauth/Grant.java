package dev.mcpmanager.oauth;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a sign-in brought, bound to one server's address and one issuer. Immutable; no token shows in {@link #toString()}.
 *
 * @param address of the MCP server, the only one that gets the access token
 * @param resource to which the tokens are bound
 * @param scopes that were granted
 * @param obtainedAt when the access token was issued
 * @param expiresAt when it ends, if that is known
 */
record Grant(
        URI address,
        String resource,
        OAuthClient client,
        URI tokenEndpoint,
        Optional<URI> revocationEndpoint,
        String accessToken,
        Optional<String> refreshToken,
        List<String> scopes,
        Instant obtainedAt,
        Optional<Instant> expiresAt) {

    /** How long before its end an access token is renewed; of a short-lived one, in the last quarter of its life. */
    private static final Duration AHEAD = Duration.ofSeconds(60);

    Grant {
        scopes = List.copyOf(scopes);
    }

    String issuer() {
        return client.issuer();
    }

    /** Whether it is time to renew the access token. */
    boolean isExpiring(Instant now) {
        return expiresAt
                .filter(end -> {
                    Duration quarter = Duration.between(obtainedAt, end).dividedBy(4);
                    return !now.isBefore(end.minus(quarter.compareTo(AHEAD) < 0 ? quarter : AHEAD));
                })
                .isPresent();
    }

    /** With newly issued tokens; those not issued anew stay. */
    Grant renewed(Tokens tokens, Instant now) {
        return new Grant(
                address,
                resource,
                client,
                tokenEndpoint,
                revocationEndpoint,
                tokens.accessToken(),
                tokens.refreshToken().or(() -> refreshToken),
                tokens.scopes().orElse(scopes),
                now,
                tokens.lifetime().map(now::plus));
    }

    @Override
    public String toString() {
        return "Grant[" + issuer() + " for " + resource + "]";
    }
}
