package dev.mcpmanager.oauth.testing;

import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.RealHttpServer;
import dev.mcpmanager.mcp.testing.RealServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A real MCP server that demands tokens, and the real authorization server that issues them: {@code protected.mjs}. */
public final class ProtectedServer implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = RealHttpServer.freePort();
    private final int issuerPort = RealHttpServer.freePort();
    private final Process process;

    /**
     * Starts it, and waits until it answers.
     *
     * @param managerPort of the manager that signs in
     * @param settings beside its ports, as the script names them
     */
    public ProtectedServer(int managerPort, Map<String, String> settings) throws IOException {
        Path node = RealServer.installed("node_modules", ".bin", "node");
        Path script = RealServer.installed("oauth", "protected.mjs");
        var builder = new ProcessBuilder(node.toString(), script.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("ISSUER_PORT", Integer.toString(issuerPort));
        builder.environment().put("MANAGER", "http://127.0.0.1:" + managerPort);
        builder.environment().putAll(settings);
        process = builder.start();
        await().ignoreExceptions().until(() -> seen().has("issued") && get(issuer() + "/jwks") == 200);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port + "/mcp");
    }

    public String issuer() {
        return "http://127.0.0.1:" + issuerPort;
    }

    /** From now on the tokens accepted so far are refused by the MCP server. */
    public void expire() throws Exception {
        post("expire");
    }

    /** From now on no refresh token is accepted. */
    public void forget() throws Exception {
        post("forget");
    }

    /** From now on no token is demanded. */
    public void open() throws Exception {
        post("open");
    }

    private void post(String what) throws Exception {
        http.send(
                HttpRequest.newBuilder(endpoint().resolve("/test/" + what))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
    }

    private int get(String address) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** How often it did what. */
    public JsonNode seen() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint().resolve("/test/seen")).build();
        return Json.STRICT.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        http.shutdownNow();
        process.destroyForcibly().onExit().join();
    }
}
