package dev.mcpmanager.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.oauth.testing.Browser;
import dev.mcpmanager.web.TestManager;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The server {@code guarded} of a manager, and a user who signs in to it; for one thread. */
record GuardedServer(TestManager manager, Browser browser) implements AutoCloseable {

    /** Creates and starts it; {@code oauth} as in its {@code config}. */
    static GuardedServer start(TestManager manager, URI address, ObjectNode oauth) throws Exception {
        ObjectNode definition = Json.STRICT.createObjectNode();
        definition.put("name", "guarded").put("type", "remote").put("url", address.toString());
        definition.putObject("config").set("oauth", oauth);
        manager.create(definition.toString());
        manager.post("/api/servers/guarded/start", "");
        return new GuardedServer(manager, new Browser());
    }

    JsonNode status() throws Exception {
        return manager.status("guarded");
    }

    String events() throws Exception {
        return manager.get("/api/servers/guarded/events").response().body();
    }

    String log() throws Exception {
        return manager.get("/api/servers/guarded/logs?limit=50").response().body();
    }

    boolean needsSignIn() throws Exception {
        return status().at("/signIn/needed").asBoolean(false);
    }

    TestManager.Reply begin() throws Exception {
        return manager.post("/api/servers/guarded/sign-in", "");
    }

    /** What the user is to open. */
    URI beginning() throws Exception {
        TestManager.Reply begun = begin();
        assertThat(begun.status()).as(begun.response().body()).isEqualTo(200);
        return URI.create(begun.data().path("url").asString());
    }

    /** Signs in, as a user does, and waits until the server runs. */
    void signIn() throws Exception {
        HttpResponse<String> shown = browser.open(browser.agree(beginning()));
        assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
        assertThat(shown.body()).contains("MCP Manager is signed in to guarded");
        await().until(() -> status().path("status").asString().equals("running"));
    }

    /** What a client gets that calls a tool. */
    String call(String tool) throws IOException, InterruptedException {
        String body = """
                {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "%s", "_meta":
                 {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
                  "io.modelcontextprotocol/clientCapabilities": {}}}}
                """.formatted(tool);
        Map<String, String> headers = Map.of(
                "Accept", "application/json, text/event-stream",
                "MCP-Protocol-Version", "2026-07-28",
                "Mcp-Method", "tools/call",
                "Mcp-Name", tool);
        return manager.post("/mcp/guarded", body, headers).response().body();
    }

    /** After the manager was started again. */
    GuardedServer with(TestManager next) {
        return new GuardedServer(next, browser);
    }

    @Override
    public void close() {
        browser.close();
        manager.close();
    }
}
