package dev.mcpmanager.oauth;

import dev.mcpmanager.oauth.OAuthHttp.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Has tokens issued and revoked (RFC 6749, sections 4.1.3 and 6; RFC 7009). Thread-safe; methods block. */
final class TokenEndpoint {
    private static final Logger log = LoggerFactory.getLogger(TokenEndpoint.class);
    private static final int MAX_TOKEN = 16_384;
    private static final long LONGEST_LIFE = Duration.ofDays(3_650).toSeconds();
    /** RFC 6750, section 2.1: what the header can hold. */
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");
    private static final Set<String> PASSING = Set.of("temporarily_unavailable", "server_error", "slow_down");
    private static final int TOO_MANY_REQUESTS = 429;

    private final OAuthHttp http;

    TokenEndpoint(OAuthHttp http) {
        this.http = http;
    }

    /** Redeems the code that answered {@code request}. */
    TokenAnswer redeem(PendingSignIn request, String code) {
        Map<String, String> form = form("authorization_code", request.resource());
        form.put("code", code);
        form.put("redirect_uri", request.client().redirectUri());
        form.put("code_verifier", request.verifier());
        return ask(request.server().tokenEndpoint(), form, request.client());
    }

    /** Renews an access token; {@code refreshToken} is not to be used again if that succeeds. */
    TokenAnswer refresh(Grant grant, String refreshToken) {
        Map<String, String> form = form("refresh_token", grant.resource());
        form.put("refresh_token", refreshToken);
        return ask(grant.tokenEndpoint(), form, grant.client());
    }

    private static Map<String, String> form(String type, String resource) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", type);
        form.put("resource", resource);
        return form;
    }

    private TokenAnswer ask(URI endpoint, Map<String, String> form, OAuthClient client) {
        client.addTo(form);
        try {
            Answer answer = http.post(endpoint, form, client.authorization());
            if (answer.isOk() && answer.json().isPresent()) {
                return new TokenAnswer.Issued(tokens(answer.json().get()));
            }
            Optional<String> error =
                    answer.json().flatMap(TokenEndpoint::error).filter(code -> !PASSING.contains(code));
            return answer.status() / 100 == 4 && answer.status() != TOO_MANY_REQUESTS && error.isPresent()
                    ? new TokenAnswer.Refused(error.get())
                    : failed(endpoint, "answers with " + answer.text());
        } catch (UnusableException e) {
            return new TokenAnswer.Failed(e.reason());
        }
    }

    private static TokenAnswer failed(URI endpoint, String what) {
        return new TokenAnswer.Failed("the token endpoint at " + Addresses.origin(endpoint) + " " + what);
    }

    private static Tokens tokens(JsonNode json) throws UnusableException {
        String access = json.path("access_token").asString("");
        if (!json.path("token_type").asString("").equalsIgnoreCase("bearer") || !isBearer(access)) {
            throw new UnusableException("the token endpoint issues no bearer token");
        }
        String refresh = json.path("refresh_token").asString("");
        long seconds = json.path("expires_in").asLong(0);
        return new Tokens(
                access,
                Optional.of(refresh).filter(token -> !token.isEmpty() && token.length() <= MAX_TOKEN),
                Optional.of(json.path("scope").asString("")).map(Scopes::parse).filter(scopes -> !scopes.isEmpty()),
                seconds > 0 ? Optional.of(Duration.ofSeconds(Math.min(seconds, LONGEST_LIFE))) : Optional.empty());
    }

    private static boolean isBearer(String token) {
        return token.length() <= MAX_TOKEN && BEARER.matcher(token).matches();
    }

    /** The code in an error, if it is one that can be shown. */
    static Optional<String> error(JsonNode json) {
        return legal(json.path("error").asString(""));
    }

    static Optional<String> legal(String error) {
        return Optional.of(error).filter(code -> ERROR.matcher(code).matches());
    }

    /** Has the tokens revoked, best effort. */
    void revoke(Grant grant) {
        if (grant.revocationEndpoint().isEmpty()) {
            return;
        }
        Map<String, String> form = new LinkedHashMap<>();
        // with the refresh token its access tokens end, too (RFC 7009, section 2.1)
        form.put("token", grant.refreshToken().orElse(grant.accessToken()));
        form.put("token_type_hint", grant.refreshToken().isPresent() ? "refresh_token" : "access_token");
        grant.client().addTo(form);
        try {
            Answer answer = http.post(
                    grant.revocationEndpoint().get(), form, grant.client().authorization());
            if (!answer.isOk()) {
                log.info("tokens of {} were not revoked: {}", grant.issuer(), answer.text());
            }
        } catch (UnusableException e) {
            log.info("tokens of {} were not revoked: {}", grant.issuer(), e.reason());
        }
    }
}
