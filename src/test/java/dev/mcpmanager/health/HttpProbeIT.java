package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.mcp.testing.RawServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class HttpProbeIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final HttpClient client = HttpProbe.client();

    @AfterEach
    void close() {
        client.shutdownNow();
    }

    private Finding probe(String address, Duration timeout) throws InterruptedException {
        return probe(new HttpCheck(URI.create(address), Optional.empty(), Optional.empty()), timeout);
    }

    private Finding probe(HttpCheck check, Duration timeout) throws InterruptedException {
        return new HttpProbe(client, check).check(timeout);
    }

    private static String address(RawServer server) {
        return "http://127.0.0.1:" + server.port() + "/health?token=hunter2";
    }

    @ParameterizedTest
    @CsvSource({"200, true", "204, true", "304, true", "404, true", "499, true", "500, false", "503, false"})
    void aStatusBelow500IsHealthy(int status, boolean healthy) throws Exception {
        try (var server = RawServer.answering("HTTP/1.1 %d Any\r\nContent-Length: 0\r\n\r\n".formatted(status))) {
            Finding finding = probe(address(server), LONG);
            assertThat(finding.healthy()).isEqualTo(healthy);
            assertThat(finding.responseTime()).isPresent();
            if (!healthy) {
                assertThat(finding.error())
                        .contains("http://127.0.0.1:" + server.port() + " answered with status " + status);
            }
        }
    }

    @Test
    void statusAndBodyCanBeAskedFor() throws Exception {
        try (var server = RawServer.answering("HTTP/1.1 503 Busy\r\nContent-Length: 7\r\n\r\nall ok\n")) {
            URI endpoint = URI.create(address(server));
            assertThat(probe(new HttpCheck(endpoint, Optional.of(503), Optional.of("ok")), LONG)
                            .healthy())
                    .isTrue();
            assertThat(probe(new HttpCheck(endpoint, Optional.of(503), Optional.of("fine")), LONG)
                            .error())
                    .hasValueSatisfying(error -> assertThat(error).endsWith("answered without the expected text"));
            assertThat(probe(new HttpCheck(endpoint, Optional.of(200), Optional.empty()), LONG)
                            .healthy())
                    .isFalse();
        }
    }

    @Test
    void redirectsAreFollowedFiveTimes() throws Exception {
        try (var server = RawServer.answering("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(probe(address(server), LONG).error())
                    .contains("http://127.0.0.1:" + server.port() + " redirects more than 5 times");
            assertThat(server.connections()).isEqualTo(6);
        }
    }

    @Test
    void aRedirectEndsWhereItLeads() throws Exception {
        try (var target = RawServer.answering("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
                var server = RawServer.answering(
                        "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n".formatted(address(target)))) {
            assertThat(probe(address(server), LONG).error())
                    .hasValueSatisfying(error -> assertThat(error).endsWith("answered with status 500"));
        }
    }

    @ParameterizedTest
    @CsvSource({"file:///etc/passwd", "ftp://127.0.0.1/", "//", "http://", "a b"})
    void aRedirectToNoAddressIsUnhealthy(String location) throws Exception {
        try (var server = RawServer.answering(
                "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n".formatted(location))) {
            assertThat(probe(address(server), LONG).healthy()).isFalse();
        }
    }

    @Test
    void aBodyWithoutEndIsReadNoFurtherThanNeeded() throws Exception {
        byte[] part = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        try (var server = new RawServer(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(part);
            }
        })) {
            URI endpoint = URI.create(address(server));
            assertThat(probe(address(server), LONG).healthy()).isTrue();
            assertThat(probe(new HttpCheck(endpoint, Optional.empty(), Optional.of("y")), LONG)
                            .error())
                    .hasValueSatisfying(error -> assertThat(error).endsWith("answered without the expected text"));
        }
    }

    @Test
    void theTimeoutIsForTheWholeAnswer() throws Exception {
        try (var server = new RawServer(out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1_000; i++) {
                out.write("X-%d: y\r\n".formatted(i).getBytes(StandardCharsets.US_ASCII));
                Thread.sleep(20);
            }
        })) {
            assertThat(probe(address(server), SHORT).error())
                    .contains("no answer from http://127.0.0.1:" + server.port() + " within 300 ms");
        }
    }

    @Test
    void theTimeoutIsForTheBodyTooAndTheConnectionIsGivenUp() throws Exception {
        var gone = new CountDownLatch(1);
        try (var server = new RawServer(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try {
                while (true) {
                    out.write('x');
                    Thread.sleep(20);
                }
            } finally {
                gone.countDown();
            }
        })) {
            var check = new HttpCheck(URI.create(address(server)), Optional.empty(), Optional.of("y"));
            assertThat(probe(check, SHORT).error())
                    .contains("no answer from http://127.0.0.1:" + server.port() + " in time");
            gone.await();
        }
    }

    @Test
    void silenceIsNoAnswer() throws Exception {
        try (var server = new RawServer(_ -> new CountDownLatch(1).await())) {
            assertThat(probe(address(server), SHORT).error())
                    .hasValueSatisfying(error -> assertThat(error).startsWith("no answer from"));
        }
    }

    @Test
    void nobodyListening() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(probe("http://127.0.0.1:" + port + "/?token=hunter2", LONG).error())
                .contains(
                        "connection refused: nothing listens at http://127.0.0.1:" + port + "; check address and port");
    }

    @Test
    void nobodyListeningWhereARedirectLeadsIsNotSaidOfTheEndpoint() throws Exception {
        try (var server = RawServer.answering(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/?token=hunter2\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(probe(address(server), LONG).error())
                    .contains("connection refused: nothing listens at the address that http://127.0.0.1:"
                            + server.port() + " redirects to; check address and port");
        }
    }

    @Test
    void aNameThatTakesLongToResolveIsNotWaitedForLongerThanTheTimeout() throws Exception {
        var released = new CountDownLatch(1);
        var check = new HttpCheck(URI.create("http://slow.invalid/"), Optional.empty(), Optional.empty());
        var probe = new HttpProbe(client, check, name -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(name);
        });
        assertThat(probe.check(SHORT).error()).contains("no answer from http://slow.invalid within 300 ms");
        released.countDown();
    }

    @Test
    void aNameThatDoesNotResolve() throws Exception {
        assertThat(probe("http://no-such-host.invalid/?token=hunter2", LONG).error())
                .contains("the host of http://no-such-host.invalid does not resolve: check its name");
    }

    @Test
    void anEndBeforeTheAnswer() throws Exception {
        try (var server = RawServer.answering("")) {
            assertThat(probe(address(server), LONG).error())
                    .contains(
                            "http://127.0.0.1:" + server.port() + " closed the connection before it answered in full");
        }
    }

    @Test
    void tlsWhereHttpIsExpected() throws Exception {
        // a TLS alert: unexpected message
        try (var server = new RawServer(out -> out.write(new byte[] {0x15, 3, 3, 0, 2, 2, 10}))) {
            assertThat(probe(address(server), LONG).healthy()).isFalse();
        }
        try (var server = RawServer.answering("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
            assertThat(probe(address(server), LONG).error())
                    .hasValueSatisfying(error -> assertThat(error).contains("not in HTTP"));
        }
    }

    @Test
    void httpWhereTlsIsExpected() throws Exception {
        try (var server = RawServer.answering("HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(probe(address(server).replace("http:", "https:"), LONG).error())
                    .contains("TLS with https://127.0.0.1:" + server.port()
                            + " failed: it does not speak TLS: use http://");
        }
    }

    @Test
    void noFailureTellsTheAddressInFull() throws Exception {
        String[] answers = {
            "", "nonsense\r\n\r\n", "HTTP/1.1 500 hunter2\r\n\r\n", "HTTP/1.1 302 x\r\nLocation: a b\r\n\r\n"
        };
        for (String answer : answers) {
            try (var server = RawServer.answering(answer)) {
                assertThat(probe(address(server), LONG).error())
                        .hasValueSatisfying(error -> assertThat(error).doesNotContain("hunter2"));
                assertThat(new HttpCheck(URI.create(address(server)), Optional.empty(), Optional.empty()).toString())
                        .doesNotContain("hunter2");
            }
        }
    }
}
