package dev.mcpmanager.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.oauth.testing.Browser;
import dev.mcpmanager.oauth.testing.ProtectedServer;
import dev.mcpmanager.web.TestManager;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Signing in to a real MCP server that demands the tokens of a real authorization server. */
@Timeout(90)
class SignInIT {
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    private record Both(GuardedServer guarded, ProtectedServer server) {}

    /** The protected server, with these settings, behind a manager. */
    private Both start(Map<String, String> settings, ObjectNode oauth) throws Exception {
        return start(new TestManager(directory), settings, oauth);
    }

    private Both start(TestManager manager, Map<String, String> settings, ObjectNode oauth) throws Exception {
        open.add(manager);
        ProtectedServer server = opened(new ProtectedServer(manager.port(), settings));
        GuardedServer guarded = GuardedServer.start(manager, server.endpoint(), oauth);
        open.set(0, guarded);
        return new Both(guarded, server);
    }

    private Both start() throws Exception {
        return start(Map.of(), Json.STRICT.createObjectNode());
    }

    private Both startWithTokensOf(int seconds) throws Exception {
        return start(Map.of("TOKEN_SECONDS", Integer.toString(seconds)), Json.STRICT.createObjectNode());
    }

    @Test
    void aServerThatWantsASignInWaitsForItAndIsConnectedAtOnceAfterIt() throws Exception {
        Both both = start();
        GuardedServer guarded = both.guarded();
        ProtectedServer server = both.server();
        assertThat(guarded.needsSignIn()).isTrue();
        assertThat(guarded.status().path("error").asString())
                .isEqualTo("needs sign-in: nobody has signed in to it yet; open http://127.0.0.1:"
                        + guarded.manager().port() + "/servers/guarded and sign in");
        assertThat(guarded.call("echo")).contains("needs sign-in", "/servers/guarded");
        assertThat(guarded.events())
                .contains("sign-in-needed")
                .doesNotContain("failed", "crash-loop", "restart-scheduled");
        guarded.signIn();
        assertThat(guarded.status().path("signIn"))
                .isEqualTo(Json.STRICT.readTree(
                        "{\"needed\":false,\"signedIn\":true,\"issuer\":\"%s\"}".formatted(server.issuer())));
        assertThat(guarded.status().path("error").isNull()).isTrue();
        assertThat(guarded.call("echo")).contains("did echo");
        assertThat(guarded.events()).contains("signed-in");
    }

    @Test
    void tokensAreStoredEncryptedAndShownNowhere() throws Exception {
        GuardedServer guarded = start().guarded();
        guarded.signIn();
        List<Path> files;
        try (var all = Files.list(directory)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain("accessToken", "refreshToken");
        }
        assertThat(guarded.manager().get("/api/servers/guarded").response().body())
                .doesNotContain("oken");
    }

    @Test
    void whatTheServerDoesNotAcceptAnyMoreIsRenewedAndTheCallMadeAgain() throws Exception {
        Both both = start();
        GuardedServer guarded = both.guarded();
        ProtectedServer server = both.server();
        guarded.signIn();
        server.expire();
        assertThat(guarded.call("echo")).contains("did echo");
        assertThat(server.seen().path("renewed").asInt()).isEqualTo(1);
        assertThat(guarded.needsSignIn()).isFalse();
    }

    @Test
    void whatEndsIsRenewedBefore() throws Exception {
        Both both = startWithTokensOf(5);
        GuardedServer guarded = both.guarded();
        ProtectedServer server = both.server();
        guarded.signIn();
        await().until(() -> guarded.call("echo").contains("did echo")
                && server.seen().path("renewed").asInt() > 0);
        assertThat(guarded.events()).doesNotContain("mcp-unavailable");
    }

    @Test
    void aRefusedRenewalNeedsAnotherSignIn() throws Exception {
        Both both = startWithTokensOf(5);
        GuardedServer guarded = both.guarded();
        ProtectedServer server = both.server();
        guarded.signIn();
        server.forget();
        await().until(() -> guarded.call("echo").contains("needs sign-in: its sign-in has ended (invalid_grant)"));
        await().until(() -> guarded.needsSignIn());
        assertThat(guarded.status().at("/signIn/signedIn").asBoolean()).isFalse();
        await().until(() -> guarded.status().path("error").asString("").contains("its sign-in has ended"));
    }

    @Test
    void aServerThatDemandsNoSignInAnyMoreIsConnectedWithoutOne() throws Exception {
        Both both = start();
        GuardedServer guarded = both.guarded();
        assertThat(guarded.needsSignIn()).isTrue();
        both.server().open();
        await().until(() -> guarded.status().path("status").asString().equals("running"));
        await().until(() -> guarded.status().path("signIn").isNull());
        assertThat(guarded.status().path("error").isNull()).isTrue();
        assertThat(guarded.call("echo")).contains("did echo");
    }

    @Test
    void whatIsTakenWithoutASignInWhileItRunsNeedsNoneAnyMore() throws Exception {
        Both both = start();
        GuardedServer guarded = both.guarded();
        guarded.signIn();
        guarded.manager().call("DELETE", "/api/servers/guarded/sign-in", "");
        await().until(() -> guarded.status().path("error").asString("").contains("it was signed out"));
        both.server().open();
        assertThat(guarded.call("echo")).contains("did echo");
        await().until(() -> guarded.status().path("signIn").isNull()
                && guarded.status().path("error").isNull());
        assertThat(guarded.events()).contains("it demands no sign-in any more");
    }

    @Test
    void morePermissionsAreAskedForWithThoseOfBefore() throws Exception {
        GuardedServer guarded = start().guarded();
        guarded.signIn();
        assertThat(guarded.call("admin")).contains("more permissions are needed (mcp:tools", "mcp:admin");
        assertThat(guarded.call("echo")).contains("did echo");
        await().until(() -> guarded.needsSignIn());
        guarded.signIn();
        assertThat(guarded.call("admin")).contains("did admin");
    }

    @Test
    void whoSignsOutIsSignedOutEverywhere() throws Exception {
        Both both = start();
        GuardedServer guarded = both.guarded();
        ProtectedServer server = both.server();
        guarded.signIn();
        assertThat(guarded.manager()
                        .call("DELETE", "/api/servers/guarded/sign-in", "")
                        .status())
                .isEqualTo(204);
        assertThat(server.seen().path("revoked").asInt()).isPositive();
        assertThat(guarded.call("echo")).contains("needs sign-in: it was signed out");
        guarded.signIn();
        assertThat(guarded.call("echo")).contains("did echo");
        assertThat(server.seen().path("registered").asInt()).isEqualTo(1);
    }

    @Test
    void aSignInOutlivesTheManagerAndEndsWithTheServersAddress() throws Exception {
        GuardedServer guarded = start().guarded();
        guarded.signIn();
        guarded.manager().close();
        GuardedServer again = opened(guarded.with(new TestManager(directory)));
        await().until(() -> again.status().path("status").asString().equals("running"));
        assertThat(again.call("echo")).contains("did echo");
        again.manager().call("PATCH", "/api/servers/guarded", "{\"url\": \"http://127.0.0.1:9/mcp\"}");
        await().until(() -> again.status().path("signIn").isNull());
    }

    @Test
    void aConfiguredClientIsUsed() throws Exception {
        ObjectNode oauth = Json.STRICT.createObjectNode();
        oauth.put("clientId", "configured").put("clientSecret", "configured-hunter2");
        GuardedServer guarded = start(Map.of("CLIENTS", "configured"), oauth).guarded();
        guarded.signIn();
        assertThat(guarded.call("echo")).contains("did echo");
        assertThat(guarded.manager().get("/api/servers/guarded").data().at("/config/oauth"))
                .isEqualTo(Json.STRICT.readTree("{\"clientId\":\"configured\",\"clientSecret\":{\"secret\":true}}"));
    }

    @Test
    void aServerThatRegistersNobodySaysWhatToDo() throws Exception {
        GuardedServer guarded = start(Map.of("CLIENTS", "configured"), Json.STRICT.createObjectNode())
                .guarded();
        TestManager.Reply refused = guarded.begin();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.response().body())
                .contains("does not register clients by itself", "config.oauth.clientId", "/oauth/callback");
    }

    @Test
    void aManagerThatOthersReachIsKnownByItsDocument() throws Exception {
        URI publicUrl = URI.create("https://manager.test");
        Both both = start(
                new TestManager(directory, publicUrl), Map.of("CLIENTS", "documents"), Json.STRICT.createObjectNode());
        GuardedServer guarded = both.guarded();
        URI back = guarded.browser().agree(guarded.beginning());
        assertThat(back).hasHost("manager.test").hasScheme("https");
        guarded.browser()
                .open(URI.create(
                        "http://127.0.0.1:" + guarded.manager().port() + back.getRawPath() + "?" + back.getRawQuery()));
        await().until(() -> guarded.call("echo").contains("did echo"));
        assertThat(both.server().seen().path("registered").asInt()).isZero();
        assertThat(guarded.manager()
                        .get("/oauth/client.json")
                        .body()
                        .path("client_id")
                        .asString())
                .isEqualTo("https://manager.test/oauth/client.json");
    }

    @Test
    void aProcessThatSpeaksHttpIsSignedInToLikewise() throws Exception {
        TestManager manager = opened(new TestManager(directory));
        ProtectedServer server = opened(new ProtectedServer(manager.port(), Map.of()));
        GuardedServer guarded = opened(new GuardedServer(manager, new Browser()));
        manager.create("""
                {"name": "guarded", "type": "command", "command": "sleep", "args": ["600"], "transport": "http",
                 "port": %d}""".formatted(server.endpoint().getPort()));
        manager.post("/api/servers/guarded/start", "");
        assertThat(guarded.call("echo")).contains("needs sign-in");
        await().until(() -> guarded.status().path("error").asString("").contains("needs sign-in"));
        guarded.signIn();
        assertThat(guarded.call("echo")).contains("did echo");
        await().until(() -> guarded.status().path("error").isNull());
    }

    @Test
    void aServerThatIsGivenCredentialsNeedsNoSignIn() throws Exception {
        GuardedServer guarded = start().guarded();
        guarded.signIn();
        guarded.manager().call("PATCH", "/api/servers/guarded", """
                {"config": {"headers": {"Authorization": "Bearer hunter2"}}}""");
        await().until(() -> guarded.status().path("signIn").isNull());
        assertThat(guarded.begin().response().body()).contains("remove it from config.headers");
        assertThat(guarded.manager()
                        .post("/api/servers/guarded/restart", "")
                        .response()
                        .body())
                .contains("asks for authorization (status 401)");
    }
}
