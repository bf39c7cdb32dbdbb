package dev.mcpmanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to servers that are not used any more. */
class IdleConnectionIT {
    /** Half of what the JDK's client would wait. */
    private static final int PATIENCE_MILLIS = 15_000;

    @TempDir
    private Path dir;

    @Test
    void anIdleConnectionIsGivenUpBeforeAServerClosesItUnderACall() throws Exception {
        var closed = new CompletableFuture<Boolean>();
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ManagerProcess manager = ManagerProcess.start(dir.resolve("data"))) {
            Thread.ofVirtual().start(() -> serve(listening, closed));
            manager.post(
                    "/api/servers",
                    "{\"name\": \"idle\", \"type\": \"remote\", \"url\": \"http://127.0.0.1:%d/mcp\"}"
                            .formatted(listening.getLocalPort()));
            manager.post("/api/servers/idle/start");
            assertThat(manager.get("/api/servers/idle").path("status").asString())
                    .isEqualTo("running");
            assertThat(closed.join()).as("closed by the manager").isTrue();
        }
    }

    /** Answers each request as if it were discovery, on the first connection, and waits for its end. */
    private static void serve(ServerSocket listening, CompletableFuture<Boolean> closed) {
        try (Socket socket = listening.accept();
                var in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answer(in, socket);
            }
            closed.complete(true);
        } catch (IOException e) {
            closed.completeExceptionally(e);
        }
    }

    private static void answer(BufferedReader in, Socket socket) throws IOException {
        int length = 0;
        for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
            if (header.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
                length = Integer.parseInt(header.substring(16));
            }
        }
        var body = new char[length];
        for (int read = 0; read < length; read += in.read(body, read, length - read)) {}
        String id = new String(body).replaceAll(".*\"id\":(\"[^\"]*\"|\\d+).*", "$1");
        String result = """
                {"jsonrpc": "2.0", "id": %s, "result": {"resultType": "complete", "supportedVersions": ["2026-07-28"],
                 "capabilities": {}, "serverInfo": {"name": "idle", "version": "1"}}}""".formatted(id);
        socket.getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(result.length(), result)
                        .getBytes(StandardCharsets.ISO_8859_1));
    }
}
