package dev.mcpmanager.health;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.HttpPing;
import dev.mcpmanager.mcp.HttpTarget;
import dev.mcpmanager.mcp.testing.RawServer;
import dev.mcpmanager.mcp.testing.RawServer.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class McpHttpProbeIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    private final HttpClient client = HttpProbe.client();

    @AfterEach
    void close() {
        client.shutdownNow();
    }

    private Finding probe(String address, Duration timeout) throws InterruptedException {
        var ping = new HttpPing(
                client,
                new HttpTarget(URI.create(address), Map.of("Authorization", "Bearer hunter2")),
                new ClientInfo("mcp-manager", "0.1.0"));
        try (var probe = new McpHttpProbe(ping)) {
            return probe.check(timeout);
        }
    }

    private Finding probe(RawServer server, Duration timeout) throws InterruptedException {
        return probe("http://127.0.0.1:" + server.port() + "/mcp?token=hunter2", timeout);
    }

    private void shows(Answer answer, Duration timeout, String error) throws Exception {
        try (var server = new RawServer(answer)) {
            assertThat(probe(server, timeout).error())
                    .contains(error.replace("ORIGIN", "http://127.0.0.1:" + server.port()));
        }
    }

    private static Answer text(String answer) {
        return out -> out.write(answer.getBytes(US_ASCII));
    }

    private static Answer without(String head, int status) {
        return text("HTTP/1.1 " + status + " Any\r\n" + head + "\r\n\r\n<html>hunter2</html>");
    }

    private static Answer endless(String head, String part) {
        return out -> {
            out.write(head.getBytes(US_ASCII));
            while (true) {
                out.write(part.getBytes(US_ASCII));
            }
        };
    }

    private static String noMcp(int status) {
        String answer = "status " + status + " and no JSON-RPC";
        return "ORIGIN speaks no MCP that the manager knows: it answers server/discover with " + answer
                + ", initialize with " + answer + "; check mcpPath or url";
    }

    @ParameterizedTest
    @CsvSource({
        "200, Content-Type: text/html",
        "404, Content-Type: text/html",
        "405, Allow: GET",
        "200, Content-Type: application/json",
        "200, Content-Type: text/event-stream",
    })
    void whatIsNoMcpIsToldByItsStatus(int status, String head) throws Exception {
        shows(without(head, status), LONG, noMcp(status));
    }

    @Test
    void aServerThatFailsIsToldToDoSo() throws Exception {
        shows(without("Content-Type: text/plain", 500), LONG, "ORIGIN fails (status 500): its own log says why");
    }

    @ParameterizedTest
    @CsvSource({"401", "403"})
    void aServerThatAsksForAuthorization(int status) throws Exception {
        shows(
                without("WWW-Authenticate: Bearer realm=hunter2", status),
                LONG,
                "ORIGIN asks for authorization (status " + status
                        + "): add its credentials to headers, or set a healthEndpoint");
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp/?a=hunter2, ' to ORIGIN/mcp/'",
        "https://u:hunter2@example.org/x?hunter2, ' to https://example.org/x'",
        "a b, ''",
        "mailto:a@example.org, ''",
        "http://, ''",
    })
    void aRedirectToAnotherHostOrWithoutEndIsNamed(String location, String target) throws Exception {
        shows(
                text("HTTP/1.1 307 Any\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n"),
                LONG,
                "ORIGIN redirects" + target
                        + " (status 307): at most 5 redirects 307 and 308 to the same host are followed, as credentials"
                        + " must not go to another; check mcpPath or url");
    }

    @Test
    void anAnswerToAnotherRequestIsNone() throws Exception {
        String wrong = "{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{\"supportedVersions\":[\"2026-07-28\"]}}";
        shows(text(EVENTS + "data: " + wrong + "\n\n"), LONG, noMcp(200));
        shows(text("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + wrong), LONG, noMcp(200));
    }

    @Test
    void noMoreThanAMebibyteIsRead() throws Exception {
        shows(endless(EVENTS, "data: " + "x".repeat(10_000) + "\n\n"), LONG, noMcp(200));
        shows(endless(EVENTS, "x".repeat(10_000)), LONG, noMcp(200));
        shows(endless("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", " "), LONG, noMcp(200));
        shows(
                endless("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10485760\r\n\r\n", "[[["),
                LONG,
                noMcp(200));
    }

    @Test
    void aStreamWithoutEndOrAnswerTimesOut() throws Exception {
        Answer drips = out -> {
            out.write(EVENTS.getBytes(US_ASCII));
            while (true) {
                out.write(": still here\n\n".getBytes(US_ASCII));
                out.flush();
                Thread.sleep(20);
            }
        };
        shows(drips, SHORT, "no answer in MCP from ORIGIN within 300 ms");
        shows(_ -> new CountDownLatch(1).await(), SHORT, "no answer in MCP from ORIGIN within 300 ms");
    }

    @Test
    void anEndBeforeTheAnswer() throws Exception {
        shows(text(""), LONG, "ORIGIN closed the connection before it answered in full");
        shows(
                text("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"),
                LONG,
                "ORIGIN closed the connection before it answered in full");
    }

    @Test
    void tlsWhereHttpIsExpectedAndHttpWhereTlsIs() throws Exception {
        shows(
                text("SSH-2.0-OpenSSH_9.2\r\n\r\n"),
                LONG,
                "ORIGIN answers, but not in HTTP: does it speak TLS (https://)?");
        // a TLS alert: unexpected message
        try (var server = new RawServer(out -> out.write(new byte[] {0x15, 3, 3, 0, 2, 2, 10}))) {
            assertThat(probe(server, LONG).healthy()).isFalse();
        }
        try (var server = RawServer.answering("HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n")) {
            String origin = "https://127.0.0.1:" + server.port();
            assertThat(probe(origin + "/mcp", LONG).error())
                    .contains("TLS with " + origin + " failed: it does not speak TLS: use http://");
        }
    }

    @Test
    void nobodyListening() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(probe("http://127.0.0.1:" + port + "/mcp?token=hunter2", LONG)
                        .error())
                .contains(
                        "connection refused: nothing listens at http://127.0.0.1:" + port + "; check address and port");
    }
}
