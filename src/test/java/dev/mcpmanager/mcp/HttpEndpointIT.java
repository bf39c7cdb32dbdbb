package dev.mcpmanager.mcp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.testing.RecordingListener;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpEndpointIT {

    @Test
    void aServerThatNeverTakesWhatItIsToldKeepsNoConnection() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpClient client = HttpClient.newHttpClient()) {
            var target = new HttpTarget(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/mcp"), Map.of());
            var endpoint = new HttpEndpoint(client, target, 1_024, new RecordingListener());
            var told = endpoint.tell(new Notification("told", Optional.empty()), Map.of(), Duration.ofSeconds(1));
            try (Socket connection = server.accept()) {
                // until the client closes it
                byte[] _ = connection.getInputStream().readAllBytes();
            }
            assertThatThrownBy(told::join).hasCauseInstanceOf(TimeoutException.class);
        }
    }
}
