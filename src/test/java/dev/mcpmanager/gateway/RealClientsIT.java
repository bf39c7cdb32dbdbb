package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.RealHttpServer;
import dev.mcpmanager.mcp.testing.RealServer;
import dev.mcpmanager.web.TestManager;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Clients that others wrote do with servers that others wrote what they could do without the manager between them. */
@Timeout(120)
class RealClientsIT {
    private static final String LEGACY = "2025-11-25";
    private static final String MODERN = "2026-07-28";

    private static final Set<String> MODERN_LACKS = Set.of("legacy", "task");

    /** The command line of the Inspector neither listens nor answers. */
    private static final Set<String> CLI_LACKS = Set.of(
            "legacy", "resources/subscribe", "resources/unsubscribe", "completion/complete", "asks", "timeout", "task");

    private static final Peer SDK = new Peer("npm sdk", ScriptClient.node("sdk.mjs", ""), LEGACY, true, Set.of());

    @TempDir
    private Path temporary;

    private Path directory;
    private TestManager manager;

    /** A client, the revision it is to speak with the gateway, and what it cannot do. */
    record Peer(String name, RealClient client, String protocolVersion, boolean hears, Set<String> lacks) {
        Scenario of(Scenario scenario) {
            Scenario possible = scenario.without(lacks);
            return hears ? possible : possible.unheard();
        }

        @Override
        public String toString() {
            return name + " speaking " + protocolVersion;
        }
    }

    /** Each client in each era that it speaks; what starts a process for each step, only once. */
    static Stream<Peer> peers() {
        return Stream.of(
                SDK,
                new Peer("npm client", ScriptClient.node("client.mjs", "legacy"), LEGACY, true, Set.of("task")),
                new Peer("npm client", ScriptClient.node("client.mjs", MODERN), MODERN, true, MODERN_LACKS),
                new Peer("Inspector", ScriptClient.newerNode("inspector.mjs", "modern"), MODERN, false, CLI_LACKS),
                new Peer("Java SDK", new JavaSdkClient(), LEGACY, true, Set.of("task", "timeout")),
                new Peer("Python", ScriptClient.python("client.py", "legacy"), LEGACY, true, Set.of("task")),
                new Peer("Python", ScriptClient.python("client.py", MODERN), MODERN, true, MODERN_LACKS));
    }

    /** Of each client that hears one in each era. */
    static Stream<Peer> httpPeers() {
        return peers().filter(
                        peer -> peer.name().equals("npm client") || peer.name().equals("Python"));
    }

    /** Also in the ways in which they find out the era. */
    static Stream<Peer> allPeers() {
        return Stream.concat(
                peers(),
                Stream.of(
                        new Peer(
                                "free npm client", ScriptClient.node("client.mjs", "auto"), MODERN, true, MODERN_LACKS),
                        new Peer(
                                "Inspector",
                                ScriptClient.newerNode("inspector.mjs", "legacy"),
                                LEGACY,
                                false,
                                CLI_LACKS),
                        new Peer("free Python", ScriptClient.python("client.py", "auto"), MODERN, true, MODERN_LACKS)));
    }

    @BeforeEach
    void start() throws Exception {
        directory = Files.createDirectory(temporary.toRealPath().resolve("files"));
        Files.writeString(directory.resolve("sound.wav"), "RIFF", StandardCharsets.US_ASCII);
        manager = new TestManager(temporary);
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @ParameterizedTest
    @MethodSource("allPeers")
    void everything(Peer peer) throws Exception {
        run(peer, "everything", everything());
    }

    @Test
    void everythingWithAllClientsAtOnce() throws Exception {
        URI address = start("everything", everything());
        Scenario scenario = Scenario.read("everything", directory).without(Set.of("alone", "await", "task"));
        // the server asks, which is learned by this
        run(SDK, address, scenario);
        runAtOnce(peers().filter(Peer::hears), address, scenario);
    }

    private void runAtOnce(Stream<Peer> peers, URI address, Scenario scenario) throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<JsonNode>> runs = peers.<Callable<JsonNode>>map(peer -> () -> run(peer, address, scenario))
                    .toList();
            for (Future<JsonNode> run : clients.invokeAll(runs)) {
                run.get();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void memory(Peer peer) throws Exception {
        ObjectNode server = server(installed("node_modules/.bin/mcp-server-memory"));
        String graph = directory.resolve("graph.json").toString();
        server.putObject("environment").put("MEMORY_FILE_PATH", graph);
        run(peer, "memory", server);
    }

    @ParameterizedTest
    @MethodSource("peers")
    void filesystem(Peer peer) throws Exception {
        run(peer, "filesystem", server(installed("node_modules/.bin/mcp-server-filesystem"), directory.toString()));
    }

    @ParameterizedTest
    @MethodSource("peers")
    void time(Peer peer) throws Exception {
        run(peer, "time", server(installed("python/bin/mcp-server-time"), "--local-timezone", "UTC"));
    }

    @ParameterizedTest
    @MethodSource("allPeers")
    void aModernServer(Peer peer) throws Exception {
        run(peer, "modern", server("node", installed("modern/server.mjs")));
        if (!peer.lacks().contains("timeout")) {
            await().until(() -> !manager.get("/api/servers/modern/logs/search?q=slow+was+cancelled")
                    .data()
                    .isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("httpPeers")
    void everythingOverServerSentEvents(Peer peer) throws Exception {
        ObjectNode server = overHttp(server(installed("node_modules/.bin/mcp-server-everything"), "sse"))
                .put("mcpPath", "/sse");
        server.withObject("/environment").put("GREETING", "hello from the manager");
        run(peer, "everything", server);
    }

    @ParameterizedTest
    @MethodSource("httpPeers")
    void everythingOverHttp(Peer peer) throws Exception {
        // it logs on another stream than it answers, and after the answer 2026-07-28 has no place for what is logged
        Scenario scenario = Scenario.read("everything", directory);
        run(
                peer,
                start("everything", everythingServedOverHttp()),
                peer.protocolVersion().equals(MODERN) ? scenario.notAwaiting("notifications/message") : scenario);
    }

    @ParameterizedTest
    @MethodSource("httpPeers")
    void aModernServerOverHttp(Peer peer) throws Exception {
        run(peer, "modern", overHttp(server("node", installed("modern/server.mjs"))));
        await().until(() -> !manager.get("/api/servers/modern/logs/search?q=slow+was+cancelled")
                .data()
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("httpPeers")
    void aPythonServerOverHttp(Peer peer) throws Exception {
        String script = Path.of("src", "test", "servers", "sessions.py")
                .toAbsolutePath()
                .toString();
        run(peer, "python", overHttp(server(installed("python/bin/python"), script)));
    }

    @Test
    void everythingOverHttpWithClientsAtOnce() throws Exception {
        URI address = start("everything", everythingServedOverHttp());
        Scenario scenario = Scenario.read("everything", directory).without(Set.of("alone", "await", "task"));
        // the server keeps the roots that it has got, which modern clients cannot tell beside a call
        run(SDK, address, scenario);
        runAtOnce(httpPeers(), address, scenario);
    }

    @ParameterizedTest
    @MethodSource("peers")
    void allServersAtOneAddress(Peer peer) throws Exception {
        ObjectNode memory = server(installed("node_modules/.bin/mcp-server-memory"));
        memory.putObject("environment")
                .put("MEMORY_FILE_PATH", temporary.resolve("graph.json").toString());
        Map<String, ObjectNode> servers = new LinkedHashMap<>();
        servers.put("everything", everything());
        servers.put("memory", memory);
        servers.put("filesystem", server(installed("node_modules/.bin/mcp-server-filesystem"), directory.toString()));
        servers.put("time", server(installed("python/bin/mcp-server-time"), "--local-timezone", "UTC"));
        servers.put("modern", overHttp(server("node", installed("modern/server.mjs"))));
        for (Map.Entry<String, ObjectNode> server : servers.entrySet()) {
            start(server.getKey(), server.getValue());
        }
        for (String name : servers.keySet()) {
            Scenario scenario =
                    Scenario.read(name, directory).without(Set.of("task")).joined(name);
            run(peer, URI.create("http://127.0.0.1:" + manager.port() + "/mcp"), scenario);
        }
    }

    @Test
    void aClientWithAProcessOfItsOwnRunsTheTasksThatItDeclares() throws Exception {
        run(SDK, start("everything", dedicated(everything())), Scenario.read("tasks", directory));
    }

    @Test
    void aClientWithAProcessOfItsOwnGivesItTheDirectories() throws Exception {
        run(SDK, "filesystem", dedicated(server(installed("node_modules/.bin/mcp-server-filesystem"))));
    }

    private static ObjectNode everythingServedOverHttp() throws IOException {
        ObjectNode server = overHttp(server(installed("node_modules/.bin/mcp-server-everything"), "streamableHttp"));
        server.withObject("/environment").put("GREETING", "hello from the manager");
        return server;
    }

    private static ObjectNode overHttp(ObjectNode server) throws IOException {
        int port = RealHttpServer.freePort();
        server.putObject("environment").put("PORT", Integer.toString(port));
        return server.put("transport", "http").put("port", port);
    }

    private static ObjectNode dedicated(ObjectNode server) {
        server.putObject("config").put("sessions", "dedicated");
        return server;
    }

    private static ObjectNode everything() {
        ObjectNode server = server(installed("node_modules/.bin/mcp-server-everything"), "stdio");
        server.putObject("environment").put("GREETING", "hello from the manager");
        return server;
    }

    private static String installed(String path) {
        return RealServer.installed(path).toString();
    }

    private static ObjectNode server(String command, String... args) {
        ObjectNode definition =
                Json.STRICT.createObjectNode().put("type", "command").put("command", command);
        Stream.of(args).forEach(definition.putArray("args")::add);
        return definition;
    }

    /** Starts the server and gives its address. */
    private URI start(String name, ObjectNode definition) throws Exception {
        manager.create(definition.put("name", name).toString());
        assertThat(manager.post("/api/servers/" + name + "/start", "").status()).isEqualTo(200);
        return URI.create("http://127.0.0.1:" + manager.port() + "/mcp/" + name);
    }

    /** Runs the scenario of the name against the server. */
    private void run(Peer peer, String name, ObjectNode definition) throws Exception {
        Scenario all = Scenario.read(name, directory);
        JsonNode tools = run(peer, start(name, definition), all).at("/tools/result/tools");
        assertThat(tools.valueStream().map(tool -> tool.path("name").asString()))
                .as("every tool that is offered is called")
                .isSubsetOf(all.tools());
    }

    private JsonNode run(Peer peer, URI address, Scenario all) throws Exception {
        Scenario scenario = peer.of(all);
        Path home = Files.createTempDirectory(temporary, "client");
        JsonNode run = peer.client().run(address, TestManager.TOKEN.text(), scenario, home);
        assertThat(run.path("protocolVersion").asString()).isEqualTo(peer.protocolVersion());
        scenario.assertMet(run.path("outcomes"));
        return run.path("outcomes");
    }
}
