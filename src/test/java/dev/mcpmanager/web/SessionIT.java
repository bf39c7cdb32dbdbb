package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.auth.AccessToken;
import dev.mcpmanager.auth.BrowserSessions;
import dev.mcpmanager.auth.SignInLimit;
import dev.mcpmanager.event.EventBus;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionIT {
    private static final AccessToken TOKEN = new AccessToken("t".repeat(43));

    private WebServer server;
    private RawHttp http;

    @BeforeEach
    void start() {
        var sessions = new BrowserSessions(TOKEN, InstantSource.system());
        server = new WebServer(
                new WebSettings("127.0.0.1", 0, Set.of(), true, 1024 * 1024),
                TOKEN,
                sessions,
                NoLogs.liveSocket(new EventBus()),
                TestManager.NO_GATEWAY,
                List.of(
                        new SessionRoutes(TOKEN, sessions, new SignInLimit(() -> 0)),
                        routes -> routes.get("/api/probe", ctx -> ctx.result("in"))));
        http = new RawHttp(server.start());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theTokenOpensASessionForThisBrowserOnly() throws IOException {
        var reply = signIn("{\"token\": \"" + TOKEN.text() + "\"}");

        assertThat(reply.status()).isEqualTo(204);
        String cookie = reply.header("Set-Cookie");
        assertThat(cookie)
                .startsWith("mcp-manager-" + http.port() + "=")
                .contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=2592000")
                .doesNotContain(TOKEN.text());
        assertThat(http.get("/api/probe", "Cookie: " + cookie.substring(0, cookie.indexOf(';')))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void signingOutClearsTheCookie() throws IOException {
        var reply = http.send("DELETE", "/api/session", "");

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header("Set-Cookie"))
                .startsWith("mcp-manager-" + http.port() + "=;")
                .endsWith("Max-Age=0");
    }

    @Test
    void failedSignInsAreBoundedAndOthersAreNotHarmed() throws IOException {
        for (int i = 0; i < 10; i++) {
            var reply = signIn("{\"token\": \"wrong\"}");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("Set-Cookie")).isEmpty();
        }
        var reply = signIn("{\"token\": \"" + TOKEN.text() + "\"}");
        assertThat(reply.status()).isEqualTo(429);
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 10);
        assertThat(http.get("/api/probe", "Authorization: Bearer " + TOKEN.text())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aBodyBeyondATokenIsNotHeldInMemoryForStrangers() throws IOException {
        String head = "POST /api/session HTTP/1.1\r\nHost: 127.0.0.1:" + http.port()
                + "\r\nContent-Type: application/json\r\n";

        assertThat(http.status(head + "Content-Length: 1000000\r\n\r\n")).isEqualTo(413);
        assertThat(http.status(head + "Transfer-Encoding: chunked\r\n\r\n1001\r\n" + "x".repeat(0x1001)))
                .isEqualTo(413);
    }

    @Test
    void badBodiesAreProblems() throws IOException {
        assertThat(signIn("{\"token\": 5}").body()).contains("\"field\":\"token\"");
        assertThat(signIn("{\"token\": \"x\", \"user\": \"y\"}").body()).contains("\"field\":\"user\"");
        assertThat(signIn("{}").status()).isEqualTo(401);
        assertThat(signIn("nonsense").status()).isEqualTo(400);
        assertThat(http.send("POST", "/api/session", "token=x").status()).isEqualTo(415);
    }

    private RawHttp.Reply signIn(String body) throws IOException {
        return http.send("POST", "/api/session", body, "Content-Type: application/json");
    }
}
