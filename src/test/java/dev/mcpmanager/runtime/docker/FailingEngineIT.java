package dev.mcpmanager.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.mcpmanager.runtime.CollectedOutput;
import dev.mcpmanager.runtime.LaunchPlans;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.server.Launch;
import dev.mcpmanager.server.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a real engine cannot be made to do: fail, hang, be something else. */
class FailingEngineIT {
    private static final Launch IMAGE = new Launch.ContainerImage("any", Optional.empty(), List.of(), Map.of());

    @Test
    void anEngineThatFailsIsTriedAgain() throws IOException {
        assertThat(startOn(answering(500, "{\"message\":\"disk is full\"}")))
                .isInstanceOfSatisfying(
                        StartResult.Failed.class,
                        failed -> assertThat(failed.reason())
                                .isEqualTo("the container engine failed: disk is full; its own log tells more"));
    }

    @Test
    void anEngineThatFailsIsNoReasonNotToOpen() throws IOException {
        HttpServer server = listening(answering(500, "{}"));
        try (var runtime =
                new DockerRuntime("failing-it", environment(server.getAddress().getPort()))) {
            assertThat(runtime.endLeftovers(List.of())).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatIsNoEngineIsNamedSo() throws IOException {
        assertThat(startOn(answering(200, "<html>")))
                .isInstanceOfSatisfying(
                        StartResult.Away.class,
                        away -> assertThat(away.reason())
                                .contains(
                                        "container engine unreachable at tcp://127.0.0.1:",
                                        "is no engine",
                                        "DOCKER_HOST"));
    }

    @Test
    void anEngineThatDoesNotAnswerInTimeIsAway() throws IOException {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(startAt(silent.getLocalPort()))
                    .isInstanceOfSatisfying(
                            StartResult.Away.class,
                            away -> assertThat(away.reason()).contains("it did not answer within"));
        }
    }

    @Test
    void anEngineThatIsNotThereIsAwayAndNoReasonNotToOpen() throws IOException {
        int port;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        assertThat(startAt(port))
                .isInstanceOfSatisfying(
                        StartResult.Away.class,
                        away -> assertThat(away.reason()).contains("Connection refused", "start Docker or Podman"));
        try (var runtime = new DockerRuntime("failing-it", environment(port))) {
            assertThat(runtime.endLeftovers(List.of())).isEmpty();
        }
    }

    private static StartResult startOn(HttpHandler answer) throws IOException {
        HttpServer server = listening(answer);
        try {
            return startAt(server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer listening(HttpHandler answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", answer);
        server.start();
        return server;
    }

    private static StartResult startAt(int port) {
        var engine = new Engine(environment(port), Duration.ofMillis(500));
        try (var runtime = new DockerRuntime("failing-it", engine)) {
            return runtime.start(LaunchPlans.next(IMAGE, Transport.STDIO), new CollectedOutput());
        }
    }

    private static Map<String, String> environment(int port) {
        return Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + port);
    }

    private static HttpHandler answering(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }
}
