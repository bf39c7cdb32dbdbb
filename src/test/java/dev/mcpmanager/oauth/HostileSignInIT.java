package dev.mcpmanager.oauth;

import static dev.mcpmanager.oauth.testing.HostileAuthorizationServer.huge;
import static dev.mcpmanager.oauth.testing.HostileAuthorizationServer.metadata;
import static dev.mcpmanager.oauth.testing.HostileAuthorizationServer.never;
import static dev.mcpmanager.oauth.testing.HostileAuthorizationServer.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.oauth.testing.HostileAuthorizationServer;
import dev.mcpmanager.oauth.testing.HostileAuthorizationServer.Answer;
import dev.mcpmanager.web.TestManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and authorization servers that do what they should not: nobody is signed in, and the user learns why. */
@Timeout(60)
class HostileSignInIT {
    private static final String RESOURCE = "/.well-known/oauth-protected-resource/mcp";
    private static final String ISSUER = "/.well-known/oauth-authorization-server";

    @TempDir
    private Path directory;

    private GuardedServer guarded;
    private HostileAuthorizationServer server;

    @BeforeEach
    void open() throws Exception {
        server = new HostileAuthorizationServer();
        guarded = GuardedServer.start(new TestManager(directory), server.endpoint(), Json.STRICT.createObjectNode());
    }

    @AfterEach
    void close() {
        guarded.close();
        server.close();
    }

    /** The address that an authorization server would send the browser back to. */
    private URI callback(String answer) throws Exception {
        String state = Arrays.stream(guarded.beginning().getRawQuery().split("&"))
                .filter(each -> each.startsWith("state="))
                .collect(Collectors.joining());
        return URI.create("http://127.0.0.1:" + guarded.manager().port() + "/oauth/callback?" + state + "&" + answer);
    }

    private void assertRefused(HttpResponse<String> shown, String why) throws Exception {
        assertThat(shown.statusCode()).as(shown.body()).isEqualTo(400);
        assertThat(shown.body()).contains("Not signed in", why).doesNotContain("hunter2");
        assertThat(guarded.status().at("/signIn/signedIn").asBoolean()).isFalse();
    }

    private void assertNobodyCanSignIn(int status, String why) throws Exception {
        TestManager.Reply begun = guarded.begin();
        assertThat(begun.status()).as(begun.response().body()).isEqualTo(status);
        assertThat(begun.body().path("detail").asString()).contains(why).doesNotContain("hunter2");
        assertThat(server.asked()).doesNotContain("/authorize", "/token");
    }

    private void signIn() throws Exception {
        HttpResponse<String> shown = guarded.browser().open(callback("code=c"));
        assertThat(shown.body()).contains("Signed in");
    }

    @Test
    void metadataOfAnotherIssuerIsNotUsed() throws Exception {
        server.at(
                ISSUER,
                server.json(
                        200, metadata("").replace("\"issuer\": \"ORIGIN\"", "\"issuer\": \"https://honest.example\"")));
        assertNobodyCanSignIn(502, "its metadata is that of another issuer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://honest.example/mcp", "ORIGIN/other", ""})
    void metadataOfAnotherResourceIsNotUsed(String resource) throws Exception {
        server.at(
                RESOURCE,
                server.json(
                        200, "{\"resource\": \"%s\", \"authorization_servers\": [\"ORIGIN\"]}".formatted(resource)));
        assertNobodyCanSignIn(502, "its metadata is about another resource");
    }

    @Test
    void withoutPkceNobodySignsIn() throws Exception {
        server.at(ISSUER, server.json(200, metadata("").replace("S256", "plain")));
        assertNobodyCanSignIn(502, "does not support PKCE with S256");
    }

    @Test
    void aHundredMegabytesOfMetadataAreNotRead() throws Exception {
        server.at(ISSUER, huge());
        assertNobodyCanSignIn(502, "answers with more than 262144 bytes");
    }

    @Test
    void metadataIsNotFollowedElsewhere() throws Exception {
        server.at(ISSUER, server.redirect(307, "/secret"));
        assertNobodyCanSignIn(502, "has no metadata");
        assertThat(server.asked()).doesNotContain("/secret");
    }

    @ParameterizedTest
    @CsvSource({"javascript:alert(1)", "http://192.0.2.1/authorize", "file:///etc/passwd"})
    void noBrowserIsSentToWhatIsNotSafe(String address) throws Exception {
        server.at(ISSUER, server.json(200, metadata("").replace("ORIGIN/authorize", address)));
        assertNobodyCanSignIn(502, "its authorization_endpoint is missing or not https");
    }

    @Test
    void aRefusedRegistrationSaysWhatToDo() throws Exception {
        server.at(
                "/register",
                server.json(400, "{\"error\": \"invalid_redirect_uri\", \"error_description\": \"hunter2\"}"));
        assertNobodyCanSignIn(502, "refuses to register the manager (invalid_redirect_uri): register a client there");
    }

    @Test
    void aServerWithoutSignInSaysSo() throws Exception {
        server.at(RESOURCE, server.json(404, "{}"));
        server.at(ISSUER, server.answer(200, "text/html", "<html>"));
        assertNobodyCanSignIn(409, "offers no sign-in: put its credentials into config.headers");
    }

    @Test
    void anAnswerIsTakenOnceAndNoGuessedOne() throws Exception {
        URI callback = callback("code=c");
        URI guessed = URI.create(callback.toString().replaceFirst("state=.", "state=%21"));
        assertRefused(guarded.browser().open(guessed), "not known (any more)");
        assertThat(guarded.browser().open(callback).body()).contains("Signed in");
        HttpResponse<String> again = guarded.browser().open(callback);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(server.asked().stream().filter("/token"::equals)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "error=access_denied&error_description=hunter2, did not sign you in (access_denied)",
        "error=%3Cscript%3Ehunter2%3C/script%3E, did not sign you in (it gives no reason)",
        "code=, did not sign you in",
        "code=c&iss=https://evil.example, does not come from",
        "error=access_denied&iss=https://evil.example, nothing was done",
    })
    void whatIsNoCodeOfTheRightIssuerIsNotRedeemed(String answer, String why) throws Exception {
        assertRefused(guarded.browser().open(callback(answer)), why);
        assertThat(server.asked()).doesNotContain("/token");
    }

    @Test
    void anAnswerWithoutIssuerIsRefusedWhereOneWasPromised() throws Exception {
        server.at(ISSUER, server.json(200, metadata("\"authorization_response_iss_parameter_supported\": true,")));
        assertRefused(guarded.browser().open(callback("code=c")), "does not come from");
        String issuer = URLEncoder.encode(server.origin(), StandardCharsets.UTF_8);
        assertThat(guarded.browser().open(callback("code=c&iss=" + issuer)).body())
                .contains("Signed in");
    }

    @Test
    void thePageAfterASignInRunsNothing() throws Exception {
        HttpResponse<String> shown = guarded.browser().open(callback("error=x"));
        assertThat(shown.body()).doesNotContain("<script", "<style", "style=");
        assertThat(shown.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
        assertThat(shown.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | text/html        | <html>hunter2</html>                                  | answers with status 200 and no JSON
            500 | text/plain       | hunter2                                               | answers with status 500
            200 | application/json | {"access_token": "hunter2"}                           | issues no bearer token
            200 | application/json | {"access_token": "a b", "token_type": "bearer"}       | issues no bearer token
            200 | application/json | {"access_token": "a", "token_type": "mac"}            | issues no bearer token
            400 | application/json | {"error": "invalid_grant", "error_description": "hunter2"} | refuses to issue a token (invalid_grant)
            """)
    void aTokenEndpointThatIssuesNoneSignsNobodyIn(int status, String type, String body, String why) throws Exception {
        server.at("/token", server.answer(status, type, body));
        assertRefused(guarded.browser().open(callback("code=c")), why);
    }

    @Test
    void aCodeDoesNotFollowARedirect() throws Exception {
        server.at("/token", server.redirect(307, "ORIGIN/elsewhere"));
        assertRefused(guarded.browser().open(callback("code=c")), "answers with status 307");
        assertThat(server.asked()).doesNotContain("/elsewhere");
    }

    @Test
    void aTokenEndpointThatNeverAnswersIsGivenUp() throws Exception {
        server.at("/token", never());
        assertRefused(guarded.browser().open(callback("code=c")), "no answer from " + server.origin() + " in time");
    }

    @Test
    void whatIsNoTokenIsNotTaken() throws Exception {
        for (String answer : List.of(
                "<html>hunter2</html>",
                "[]",
                "{\"access_token\": \"hunter2\"}",
                "{\"access_token\": \"hunter2\", \"token_type\": \"mac\"}",
                "{\"access_token\": \"\", \"token_type\": \"bearer\"}",
                "{\"access_token\": 5, \"token_type\": [\"bearer\"]}",
                "{\"access_token\": \"hunter2\\r\\nX-Evil: 1\", \"token_type\": \"bearer\"}")) {
            server.at("/token", server.json(200, answer));
            assertRefused(guarded.browser().open(callback("code=c")), "the token endpoint");
        }
    }

    @Test
    void anImpossibleLifeOfATokenIsNoReasonToRenewIt() throws Exception {
        List<String> lives = List.of("-1", "0", "1e999", "9223372036854775807", "\"soon\"", "null");
        for (String seconds : lives) {
            run("\"refresh_token\": \"refresh-1\", \"expires_in\": " + seconds + ",");
            assertThat(guarded.call("any")).as(seconds).contains("complete");
        }
        assertThat(server.asked().stream().filter("/token"::equals)).hasSameSizeAs(lives);
    }

    @Test
    void callsThatAreRefusedAtOnceRenewTheTokenOnce() throws Exception {
        run("\"refresh_token\": \"refresh-1\",");
        int calls = 8;
        var refused = new CountDownLatch(calls);
        Answer renewed = accepting("access-2");
        server.at("/mcp", exchange -> {
            if ("Bearer access-1".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                refused.countDown();
                refused.await();
            }
            renewed.to(exchange);
        });
        var issued = new AtomicInteger(1);
        server.at(
                "/token",
                exchange -> server.json(200, token("access-" + issued.incrementAndGet(), ""))
                        .to(exchange));
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = IntStream.range(0, calls)
                    .mapToObj(_ -> clients.submit(() -> guarded.call("any")))
                    .toList();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).contains("complete");
            }
        }
        assertThat(issued).hasValue(2);
    }

    /** Answers requests that carry one of {@code tokens}. */
    private Answer accepting(String... tokens) {
        return exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (Arrays.stream(tokens).noneMatch(token -> sent.equals("Bearer " + token))) {
                server.json(401, "{}").to(exchange);
                return;
            }
            String id = Json.STRICT.readTree(body).path("id").toString();
            server.json(200, """
                    {"jsonrpc": "2.0", "id": %s, "result": {"resultType": "complete", "capabilities": {"tools": {}},
                     "supportedVersions": ["2026-07-28"], "tools": [], "content": []}}""".formatted(id)).to(exchange);
        };
    }

    private void run(String more) throws Exception {
        server.at("/token", server.json(200, token("access-1", more)));
        server.at("/mcp", accepting("access-1"));
        signIn();
        await().until(() -> guarded.status().path("status").asString().equals("running"));
    }

    @Test
    void aRenewalThatFailsForNowEndsNoSignIn() throws Exception {
        run("\"refresh_token\": \"refresh-1\",");
        server.at("/mcp", accepting("access-2"));
        server.at("/token", server.answer(503, "text/html", "<html>hunter2</html>"));
        assertThat(guarded.call("any"))
                .contains("cannot be renewed now", "status 503")
                .doesNotContain("hunter2");
        assertThat(guarded.needsSignIn()).isFalse();
        server.at("/token", server.json(200, token("access-2", "")));
        await().until(() -> guarded.call("any").contains("complete"));
    }

    @Test
    void aTokenThatCannotBeRenewedEndsWithItsRefusal() throws Exception {
        run("");
        server.at("/mcp", accepting("access-2"));
        assertThat(guarded.call("any")).contains("needs sign-in: the server does not accept its sign-in");
        assertThat(guarded.call("any")).doesNotContain("access-1");
        assertThat(guarded.needsSignIn()).isTrue();
    }

    @Test
    void aServerThatRefusesEachTokenIsNotAskedForEver() throws Exception {
        run("\"refresh_token\": \"refresh-1\",");
        server.at("/mcp", accepting("none"));
        var issued = new AtomicInteger(1);
        server.at(
                "/token",
                exchange -> server.json(200, token("access-" + issued.incrementAndGet(), ""))
                        .to(exchange));
        assertThat(guarded.call("any")).contains("needs sign-in");
        assertThat(issued).hasValue(2);
    }

    @Test
    void aRotatedRefreshTokenIsTheOneThatIsUsedNext() throws Exception {
        run("\"refresh_token\": \"refresh-1\", \"expires_in\": 1,");
        server.at("/token", server.json(200, token("access-2", "\"refresh_token\": \"refresh-2\",")));
        server.at("/mcp", accepting("access-1", "access-2"));
        await().until(() -> guarded.call("any").contains("complete")
                && server.asked().stream().filter("/token"::equals).count() == 2);
        server.at("/mcp", accepting("access-3"));
        server.at("/token", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            server.json(200, token(form.contains("refresh_token=refresh-2") ? "access-3" : "wrong", ""))
                    .to(exchange);
        });
        assertThat(guarded.call("any")).contains("complete");
    }

    @Test
    void aServerThatRepeatsItsTokenIsNotQuoted() throws Exception {
        run("");
        server.at("/mcp", exchange -> {
            exchange.getRequestBody().readAllBytes();
            server.answer(200, "text/event-stream", """
                    data: {"jsonrpc": "2.0", "method": "notifications/message", "params": {"level": "info", \
                    "data": "I was given access-1"}}

                    """).to(exchange);
        });
        guarded.call("any");
        await().until(() -> guarded.log().contains("I was given [secret]"));
    }
}
