package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.auth.AccessToken;
import dev.mcpmanager.auth.BrowserSessions;
import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets in under which name: path x credentials x host x origin. */
class AccessIT {
    private static final AccessToken TOKEN = new AccessToken("t".repeat(43));
    private static final BrowserSessions SESSIONS = new BrowserSessions(TOKEN, InstantSource.system());

    private static WebServer server;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        server = new WebServer(
                new WebSettings("127.0.0.1", 0, Set.of("mcp.example.com"), true, 1024 * 1024),
                TOKEN,
                SESSIONS,
                NoLogs.liveSocket(new EventBus()),
                TestManager.NO_GATEWAY,
                List.of(routes -> {
                    routes.get("/healthz", ctx -> ctx.result("ok"));
                    routes.get("/api/probe", ctx -> ctx.result("in"));
                }));
        http = new RawHttp(server.start());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    // spotless:off
    @ParameterizedTest
    @CsvSource(textBlock = """
            # path                 , credentials, host                , origin                   , status
            /api/probe             , token      , 127.0.0.1:PORT      ,                          , 200
            /api/probe             , cookie     , 127.0.0.1:PORT      ,                          , 200
            /api/probe             , none       , 127.0.0.1:PORT      ,                          , 401
            /api/probe             , wrong      , 127.0.0.1:PORT      ,                          , 401
            /api/probe             , basic      , 127.0.0.1:PORT      ,                          , 401
            /api/probe             , oldcookie  , 127.0.0.1:PORT      ,                          , 401
            /api/probe             , wrong+cookie, 127.0.0.1:PORT     ,                          , 401
            /api/probe?x=/healthz  , none       , 127.0.0.1:PORT      ,                          , 401
            /healthz/../api/probe  , none       , 127.0.0.1:PORT      ,                          , 401
            /healthz;/../api/probe , none       , 127.0.0.1:PORT      ,                          , 401
            //healthz              , none       , 127.0.0.1:PORT      ,                          , 400
            /%68ealthz             , none       , 127.0.0.1:PORT      ,                          , 401
            /mcp/any               , none       , 127.0.0.1:PORT      ,                          , 401
            /ws                    , none       , 127.0.0.1:PORT      ,                          , 401
            /metrics               , none       , 127.0.0.1:PORT      ,                          , 401
            /no/such               , none       , 127.0.0.1:PORT      ,                          , 401
            /no/such               , token      , 127.0.0.1:PORT      ,                          , 404
            /healthz               , none       , 127.0.0.1:PORT      ,                          , 200
            /                      , none       , 127.0.0.1:PORT      ,                          , 200
            /servers/a/tools       , none       , 127.0.0.1:PORT      ,                          , 200
            /logs                  , none       , 127.0.0.1:PORT      ,                          , 200
            /api/probe             , token      , localhost:PORT      ,                          , 200
            /api/probe             , token      , LocalHost:PORT      ,                          , 200
            /api/probe             , token      , [::1]:PORT          ,                          , 200
            /api/probe             , token      , mcp.example.com     ,                          , 200
            /api/probe             , token      , localhost           ,                          , 403
            /api/probe             , token      , localhost:1         ,                          , 403
            /api/probe             , token      , evil.example:PORT   ,                          , 403
            /api/probe             , token      , localhost.evil.example:PORT ,                  , 403
            /healthz               , none       , evil.example:PORT   ,                          , 403
            /                      , none       , evil.example:PORT   ,                          , 403
            /api/probe             , token      , 192.0.2.1:PORT      ,                          , 403
            /api/probe             , cookie     , 127.0.0.1:PORT      , http://127.0.0.1:PORT    , 200
            /api/probe             , cookie     , localhost:PORT      , http://127.0.0.1:PORT    , 200
            /api/probe             , cookie     , mcp.example.com     , https://mcp.example.com  , 200
            /api/probe             , cookie     , 127.0.0.1:PORT      , https://mcp.example.com  , 200
            /api/probe             , cookie     , 127.0.0.1:PORT      , http://127.0.0.1:1       , 403
            /api/probe             , cookie     , 127.0.0.1:PORT      , http://127.0.0.1         , 403
            /api/probe             , cookie     , 127.0.0.1:PORT      , http://evil.example      , 403
            /api/probe             , cookie     , 127.0.0.1:PORT      , null                     , 403
            /api/probe             , cookie     , 127.0.0.1:PORT      , file://127.0.0.1:PORT    , 403
            /api/probe             , cookie     , 127.0.0.1:PORT      , http://127.0.0.1:PORT@evil.example , 403
            /healthz               , none       , 127.0.0.1:PORT      , http://evil.example      , 403
            """)
    // spotless:on
    void everyCallIsAdmittedOrRefused(String path, String credentials, String host, String origin, int status)
            throws IOException {
        String originHeader = origin == null ? "X-None: 1" : "Origin: " + origin.replace("PORT", "" + http.port());
        var reply = http.get(
                path, "Host: " + host.replace("PORT", "" + http.port()), credentialHeaders(credentials), originHeader);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Security-Policy")).contains("script-src 'self';", "frame-ancestors 'none'");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
        if (status >= 400) {
            assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(reply.body()).contains("\"status\":" + status, "\"type\":\"urn:mcp-manager:problem:");
        }
    }

    private static String credentialHeaders(String kind) {
        String name = "mcp-manager-" + http.port();
        String foreign = new BrowserSessions(new AccessToken("x".repeat(43)), InstantSource.system()).open();
        return switch (kind) {
            case "token" -> "Authorization: Bearer " + TOKEN.text();
            case "wrong" -> "Authorization: Bearer " + "x".repeat(43);
            case "basic" -> "Authorization: Basic " + TOKEN.text();
            case "cookie" -> "Cookie: a=b; " + name + "=" + SESSIONS.open();
            case "wrong+cookie" -> "Authorization: Bearer x\r\nCookie: " + name + "=" + SESSIONS.open();
            case "oldcookie" -> "Cookie: " + name + "=" + foreign;
            default -> "X-Nothing: 1";
        };
    }

    @Test
    void aRequestWithoutAHostIsRefused() throws IOException {
        assertThat(http.raw("GET /healthz HTTP/1.0\r\n\r\n").status()).isEqualTo(403);
    }

    @Test
    void anAbsoluteAddressIsCheckedLikeTheHostHeader() throws IOException {
        assertThat(http.raw(
                                "GET http://evil.example/healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void withoutAuthenticationHostsAndOriginsAreStillChecked() throws IOException {
        try (var open = new WebServer(
                new WebSettings("127.0.0.1", 0, Set.of(), false, 1024 * 1024),
                TOKEN,
                SESSIONS,
                NoLogs.liveSocket(new EventBus()),
                TestManager.NO_GATEWAY,
                List.of(routes -> routes.get("/api/probe", ctx -> ctx.result("in"))))) {
            var client = new RawHttp(open.start());

            assertThat(client.get("/api/probe").status()).isEqualTo(200);
            assertThat(client.get("/api/probe", "Host: evil.example:" + client.port())
                            .status())
                    .isEqualTo(403);
            assertThat(client.get("/api/probe", "Origin: http://evil.example").status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aPortInUseIsAProblemThatNamesARemedy() {
        try (var second = new WebServer(
                new WebSettings("127.0.0.1", http.port(), Set.of(), true, 1024 * 1024),
                TOKEN,
                SESSIONS,
                NoLogs.liveSocket(new EventBus()),
                TestManager.NO_GATEWAY,
                List.of())) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("port " + http.port())
                    .hasMessageContaining("Address already in use")
                    .hasMessageContaining("--port");
        }
    }
}
