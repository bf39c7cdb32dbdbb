package dev.mcpmanager.mcp.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A child process that speaks MCP over HTTP at {@code /mcp}, a while after its start; thread-safe. */
public final class RealHttpServer implements AutoCloseable {
    private final Process process;
    private final int port;

    private RealHttpServer(int port, List<String> command) throws IOException {
        this.port = port;
        var builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PORT", Integer.toString(port));
        process = builder.start();
    }

    /** 2025-11-25 with sessions. */
    public static RealHttpServer everything() throws IOException {
        return everything(freePort());
    }

    public static RealHttpServer everything(int port) throws IOException {
        Path program = RealServer.installed("node_modules", ".bin", "mcp-server-everything");
        return new RealHttpServer(port, List.of(program.toString(), "streamableHttp"));
    }

    /** Our own server of 2026-07-28. */
    public static RealHttpServer modern() throws IOException {
        Path program = RealServer.installed("modern", "http.mjs");
        return new RealHttpServer(freePort(), List.of("node", program.toString()));
    }

    /** Of the Python SDK: both eras, the earlier one with sessions. */
    public static RealHttpServer python() throws IOException {
        Path python = RealServer.installed("python", "bin", "python");
        return new RealHttpServer(freePort(), List.of(python.toString(), "src/test/servers/sessions.py"));
    }

    /** A port of loopback on which nothing listens. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port + "/mcp");
    }

    /** Ends it at once. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends it a signal, such as {@code STOP} or {@code CONT}. */
    public void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("kill -" + name + " failed");
        }
    }

    @Override
    public void close() {
        kill();
    }
}
