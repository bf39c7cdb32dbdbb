package dev.mcpmanager.runtime.docker;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A registry of images that has none. */
public final class EmptyRegistry implements AutoCloseable {
    private static final byte[] UNKNOWN =
            "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}"
                    .getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;

    /** Begins to answer on a free port of loopback. */
    public EmptyRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            boolean greeting = exchange.getRequestURI().getPath().equals("/v2/");
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(greeting ? 200 : 404, UNKNOWN.length);
            exchange.getResponseBody().write(UNKNOWN);
            exchange.close();
        });
        server.start();
    }

    /** An image of it, which does not exist. */
    public String image() {
        return "127.0.0.1:" + server.getAddress().getPort() + "/none";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
