package dev.mcpmanager.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class AuthorizationServerTest {
    private static final String ISSUER = "https://auth.example.com";
    private static final URI SERVER = URI.create("https://mcp.example.com/mcp");

    private static ObjectNode metadata() {
        ObjectNode json = Json.STRICT.createObjectNode();
        json.put("issuer", ISSUER);
        json.put("authorization_endpoint", ISSUER + "/authorize?tenant=1");
        json.put("token_endpoint", ISSUER + "/token");
        json.putArray("code_challenge_methods_supported").add("plain").add("S256");
        json.putArray("scopes_supported").add("offline_access").add(7);
        return json;
    }

    private static AuthorizationServer read(ObjectNode json) throws UnusableException {
        return AuthorizationServer.read(json, ISSUER, SERVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://auth.example.com/", "https://AUTH.example.com", "https://honest.example", ""})
    void metadataOfAnotherIssuerIsRefused(String issuer) {
        assertThatThrownBy(() -> read(metadata().put("issuer", issuer))).hasMessageContaining("another issuer");
    }

    @Test
    void withoutPkceNobodySignsIn() {
        ObjectNode plain = metadata();
        plain.putArray("code_challenge_methods_supported").add("plain");
        ObjectNode silent = metadata();
        silent.remove("code_challenge_methods_supported");
        for (ObjectNode json : List.of(plain, silent)) {
            assertThatThrownBy(() -> read(json)).hasMessageContaining("does not support PKCE with S256");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "authorization_endpoint, javascript:alert(1)",
        "authorization_endpoint, http://auth.example.com/authorize",
        "token_endpoint, http://127.0.0.1:2375/containers",
        "token_endpoint, ''",
    })
    void anAddressThatIsNotHttpsIsRefused(String field, String address) {
        assertThatThrownBy(() -> read(metadata().put(field, address)))
                .hasMessageContaining("its " + field + " is missing or not https");
    }

    @Test
    void whatTheBrowserOpensHasAllThatIsNeededAndNoVerifier() throws Exception {
        AuthorizationServer server = read(metadata());
        var request = new PendingSignIn(
                "id",
                SERVER,
                "https://mcp.example.com/mcp",
                server,
                OAuthClient.open(ISSUER, "http://127.0.0.1:8420/oauth/callback", "client/1"),
                Scopes.select(List.of("a:b"), List.of("c"), server),
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                java.time.Instant.EPOCH);
        // the verifier and its challenge are those of RFC 7636, appendix B
        assertThat(request.url("s"))
                .hasToString("https://auth.example.com/authorize?tenant=1&response_type=code&client_id=client%2F1"
                        + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A8420%2Foauth%2Fcallback"
                        + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
                        + "&state=s&resource=https%3A%2F%2Fmcp.example.com%2Fmcp&scope=a%3Ab+offline_access"
                        + "&prompt=consent");
        assertThat(request).hasToString("PendingSignIn[id]");
    }

    @Test
    void scopesAreThoseOfTheRefusalElseThoseOfTheMetadata() throws Exception {
        ObjectNode json = metadata();
        json.remove("scopes_supported");
        AuthorizationServer server = read(json);
        assertThat(Scopes.select(List.of("a"), List.of("b"), server)).containsExactly("a");
        assertThat(Scopes.select(List.of(), List.of("b"), server)).containsExactly("b");
        assertThat(Scopes.select(List.of(), List.of(), read(metadata()))).isEmpty();
    }

    /** The table of 2026-07-28, Authorization Response Validation. */
    @ParameterizedTest
    @CsvSource({
        "true, https://auth.example.com, true",
        "true, '', false",
        "false, https://auth.example.com, true",
        "false, https://auth.example.com/, false",
        "true, https://evil.example, false",
        "false, '', true",
    })
    void anAnswerIsTakenFromTheRecordedIssuerOnly(boolean namesIssuer, String iss, boolean taken) throws Exception {
        AuthorizationServer server =
                read(metadata().put("authorization_response_iss_parameter_supported", namesIssuer));
        var callback = new Callback(
                Optional.of("s"), Optional.of("c"), Optional.of(iss).filter(text -> !text.isEmpty()), Optional.empty());
        assertThat(callback.isOf(server)).isEqualTo(taken);
    }
}
