package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.mcpmanager.auth.AccessToken;
import dev.mcpmanager.auth.BrowserSessions;
import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.problem.FieldError;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.EofException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Whatever goes wrong, the reply is a problem and tells nothing of our insides. */
class ErrorsIT {
    private static WebServer server;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        var token = new AccessToken("t".repeat(43));
        server = new WebServer(
                new WebSettings("127.0.0.1", 0, Set.of(), false, 1024 * 1024),
                token,
                new BrowserSessions(token, InstantSource.system()),
                NoLogs.liveSocket(new EventBus()),
                TestManager.NO_GATEWAY,
                List.of(ErrorsIT::addRoutes));
        http = new RawHttp(server.start());
    }

    private static void addRoutes(RoutesConfig routes) {
        routes.post("/echo", ctx -> Replies.data(ctx, RequestBody.object(ctx)));
        routes.get("/bug", ctx -> {
            throw new IllegalStateException("secret insides");
        });
        routes.get("/error", ctx -> {
            throw new StackOverflowError("secret insides");
        });
        routes.get("/late", ctx -> {
            ctx.res().getOutputStream().print("begun");
            ctx.res().flushBuffer();
            throw new IllegalStateException("secret insides");
        });
        routes.get("/early", ctx -> {
            ctx.header("Content-Encoding", "gzip");
            ctx.header("Content-Disposition", "attachment");
            ctx.res().getOutputStream().print("begun");
            throw new IllegalStateException("secret insides");
        });
        routes.get("/left", ctx -> {
            throw new UncheckedIOException(new EofException("the client left"));
        });
        routes.get("/invalid", ctx -> {
            throw ProblemException.invalid(
                    List.of(new FieldError("name", "is taken"), new FieldError("args[2]", "is NUL")));
        });
        routes.get(
                "/later",
                ctx -> CompletableFuture.failedFuture(new ProblemException(new Problem.UpstreamFailed("it broke")))
                        .join());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aStreamThatFailsDoesNotLookWhole() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
            socket.setSoTimeout(20_000);
            String request = "GET /late HTTP/1.1\r\nHost: 127.0.0.1:" + http.port() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(reply).contains("begun").doesNotContain("problem").doesNotEndWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void aClientThatLeavesAStreamIsNoFaultToBeLogged() throws IOException {
        var logger = (Logger) LoggerFactory.getLogger(ErrorRoutes.class);
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        logger.addAppender(logged);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
            socket.setSoTimeout(20_000);
            String request = "GET /left HTTP/1.1\r\nHost: 127.0.0.1:" + http.port() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));

            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
            assertThat(logged.list).extracting(ILoggingEvent::getLevel).doesNotContain(Level.ERROR);
        } finally {
            logger.detachAppender(logged);
        }
    }

    @Test
    void aStreamThatFailsBeforeAnythingWasSentIsAProblemAlone() throws IOException {
        var reply = http.get("/early");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).startsWith("{\"type\":");
        assertThat(reply.header("Content-Encoding") + reply.header("Content-Disposition"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                | 400 | must be a JSON object, not empty
            null              | 400 | must be a JSON object, not null
            []                | 400 | must be a JSON object, not array
            "x"               | 400 | must be a JSON object, not string
            7                 | 400 | must be a JSON object, not number
            {"a":1            | 400 | line 1, column 7
            {"a":1,"a":2}     | 400 | line 1, column
            {"a":1} x         | 400 | line 1, column
            {a:1}             | 400 | line 1, column 2
            """)
    void badJsonIsAProblemThatSaysWhere(String body, int status, String detail) throws IOException {
        assertProblem(http.send("POST", "/echo", body, "Content-Type: application/json"), status, detail);
    }

    @Test
    void tooDeepJsonIsRefused() throws IOException {
        String body = "{\"a\":".repeat(501) + "1" + "}".repeat(501);
        assertProblem(http.send("POST", "/echo", body, "Content-Type: application/json"), 400, "depth");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data"})
    void otherContentTypesAreRefused(String type) throws IOException {
        assertProblem(http.send("POST", "/echo", "{}", "Content-Type: " + type), 415, "application/json");
    }

    @Test
    void charsetsMayBeNamed() throws IOException {
        var reply = http.send("POST", "/echo", "{\"a\":1}", "Content-Type: Application/JSON; charset=utf-8");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"data\":{\"a\":1}}");
    }

    @Test
    void everyBadFieldIsNamed() throws IOException {
        var reply = http.get("/invalid");
        assertProblem(reply, 400, "name: is taken; args[2]: is NUL");
        assertThat(reply.body())
                .contains("\"errors\":[{\"field\":\"name\",\"message\":\"is taken\"},{\"field\":\"args[2]\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bug", "/error"})
    void aFaultOfOursTellsAnIdAndNoInsides(String path) throws IOException {
        var reply = http.get(path, "Accept: text/html");
        assertProblem(reply, 500, "under id ");
        assertThat(reply.body()).doesNotContain("secret", "Exception", "java");
    }

    @Test
    void aProblemOfAFutureIsTheSameProblem() throws IOException {
        assertProblem(http.get("/later"), 502, "it broke");
    }

    @Test
    void anUnknownPathIsAProblemEvenForBrowsers() throws IOException {
        assertProblem(http.get("/nope/<b>", "Accept: text/html"), 400, "");
        assertProblem(http.get("/nope", "Accept: text/html"), 404, "/nope");
        assertProblem(http.get("/nope", "Sec-WebSocket-Version: 13"), 404, "/nope");
    }

    @Test
    void aMethodThatAPathDoesNotHaveIsToldWithThoseThatItHas() throws IOException {
        var reply = http.send("PUT", "/echo", "");
        assertProblem(reply, 405, "POST");
        assertThat(reply.header("Allow")).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nBad Header: 1\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /a/..%2f/b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
            })
    void malformedRequestsAreProblems(String request) throws IOException {
        var reply = http.raw(request.replace("127.0.0.1", "127.0.0.1:" + http.port())
                .replaceFirst("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.status()).isBetween(400, 505);
        assertThat(reply.body()).contains("\"status\":" + reply.status());
    }

    @Test
    void hugeHeadersAreAProblem() throws IOException {
        assertProblem(http.get("/nope", "X-Big: " + "x".repeat(100_000)), 431, "");
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsRefusedUnread() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
            socket.setSoTimeout(20_000);
            write(socket, head("Content-Length: 10485760"));
            assertProblem(RawHttp.read(socket.getInputStream()), 413, "1 MiB");
        }
    }

    @Test
    void tenMegabytesInChunksAreRefused() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
            socket.setSoTimeout(20_000);
            write(socket, head("Transfer-Encoding: chunked"));
            Thread.ofVirtual().start(() -> sendChunks(socket, 160));
            assertProblem(RawHttp.read(socket.getInputStream()), 413, "1 MiB");
        }
    }

    @Test
    void aClientThatWritesAllOfATooLargeBodyBeforeItReadsGetsTheReply() throws IOException {
        String body = "x".repeat(10 * 1024 * 1024);
        for (int i = 0; i < 5; i++) {
            assertProblem(http.send("POST", "/echo", body, "Content-Type: application/json"), 413, "1 MiB");
        }
    }

    @Test
    void aBodyThatEndsEarlyIsAProblem() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
            socket.setSoTimeout(20_000);
            write(socket, head("Content-Length: 100") + "{\"a\":");
            socket.shutdownOutput();
            assertProblem(RawHttp.read(socket.getInputStream()), 400, "early");
        }
    }

    private static void sendChunks(Socket socket, int count) {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        try {
            for (int i = 0; i < count; i++) {
                write(socket, chunk);
            }
        } catch (IOException e) {
            // the server stops reading and closes, which is what is to be shown
        }
    }

    private static String head(String length) {
        return "POST /echo HTTP/1.1\r\nHost: 127.0.0.1:" + http.port()
                + "\r\nConnection: close\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n";
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void assertProblem(RawHttp.Reply reply, int status, String detail) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body())
                .startsWith("{\"type\":\"urn:mcp-manager:problem:")
                .contains("\"status\":" + status, detail)
                .doesNotContain("<");
    }
}
