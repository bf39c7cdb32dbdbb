package dev.mcpmanager.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * As which client an authorization server knows the manager. Immutable; the secret does not show in {@link #toString()}.
 *
 * @param issuer of the authorization server, which alone knows it
 * @param redirectUri where the browser comes back; empty if it was not registered by the manager itself
 * @param secretExpiresAt from when it is not known any more
 */
record OAuthClient(
        String issuer,
        String redirectUri,
        String clientId,
        Optional<String> secret,
        AuthMethod method,
        Optional<Instant> secretExpiresAt) {

    /** How it proves who it is (RFC 7591, section 2). */
    enum AuthMethod {
        NONE("none"),
        BASIC("client_secret_basic"),
        POST("client_secret_post");

        private final String text;

        AuthMethod(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        /** With a secret, one that the authorization server knows. */
        static AuthMethod withSecret(List<String> known) {
            return known.contains(POST.text) && !known.contains(BASIC.text) ? POST : BASIC;
        }
    }

    /** One without a secret. */
    static OAuthClient open(String issuer, String redirectUri, String clientId) {
        return new OAuthClient(issuer, redirectUri, clientId, Optional.empty(), AuthMethod.NONE, Optional.empty());
    }

    /** Adds what proves who it is to a form, where it belongs there. */
    void addTo(Map<String, String> form) {
        if (method != AuthMethod.BASIC) {
            form.put("client_id", clientId);
        }
        if (method == AuthMethod.POST) {
            secret.ifPresent(text -> form.put("client_secret", text));
        }
    }

    /** The header that proves it, if that is how (RFC 6749, section 2.3.1). */
    Optional<String> authorization() {
        return secret.filter(_ -> method == AuthMethod.BASIC).map(text -> {
            String pair = OAuthHttp.encoded(clientId) + ":" + OAuthHttp.encoded(text);
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        });
    }

    /** Whether it is known at {@code issuer} with this redirect. */
    boolean fits(String atIssuer, String withRedirect, Instant now) {
        return issuer.equals(atIssuer)
                && redirectUri.equals(withRedirect)
                && secretExpiresAt.filter(end -> !now.isBefore(end)).isEmpty();
    }

    @Override
    public String toString() {
        return "OAuthClient[" + issuer + "]";
    }
}
