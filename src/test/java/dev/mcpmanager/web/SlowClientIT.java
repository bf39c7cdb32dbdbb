package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.auth.AccessToken;
import dev.mcpmanager.auth.BrowserSessions;
import dev.mcpmanager.event.EventBus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that stall do not hold anything for long, and we may take our time. */
class SlowClientIT {
    private static final Duration IDLE = Duration.ofMillis(500);
    /** Not a multiple of the limit: Jetty looks at each, and ends a connection on which it sees a reply just begun. */
    private static final Duration LONG = IDLE.multipliedBy(9).dividedBy(2);

    private final AtomicInteger reading = new AtomicInteger();
    private WebServer server;
    private int port;

    @BeforeEach
    void start() {
        var token = new AccessToken("t".repeat(43));
        server = new WebServer(
                new WebSettings("127.0.0.1", 0, Set.of(), false, 1024 * 1024),
                token,
                new BrowserSessions(token, InstantSource.system()),
                NoLogs.liveSocket(new EventBus()),
                TestManager.NO_GATEWAY,
                List.of(routes -> {
                    routes.post("/echo", ctx -> {
                        reading.incrementAndGet();
                        try {
                            Replies.data(ctx, RequestBody.object(ctx));
                        } finally {
                            reading.decrementAndGet();
                        }
                    });
                    routes.post(
                            "/long",
                            ctx -> Replies.data(
                                    ctx,
                                    new CompletableFuture<String>()
                                            .completeOnTimeout("done", LONG.toMillis(), TimeUnit.MILLISECONDS)
                                            .join()));
                }),
                IDLE);
        port = server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void halfABodyIsGivenUp() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sockets.add(send("POST /echo", "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a\":"));
        }
        for (Socket socket : sockets) {
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // when even the reply comes too late for so short a limit, the connection just ends
            assertThat(reply)
                    .matches(Pattern.compile("(HTTP/1.1 408 .*application/problem\\+json.*)?", Pattern.DOTALL));
            socket.close();
        }
        await().until(() -> reading.get() == 0);
    }

    @Test
    void halfAHeadIsGivenUp() throws IOException {
        try (Socket socket = send("GET /", "X-Half")) {
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void aHandlerMayTakeLongerThanConnectionsMayBeSilent() throws IOException {
        try (Socket socket = send("POST /long", "Connection: close\r\n\r\n")) {
            var reply = RawHttp.read(socket.getInputStream());
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("{\"data\":\"done\"}");
        }
    }

    private Socket send(String start, String rest) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        String text = start + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + rest;
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
