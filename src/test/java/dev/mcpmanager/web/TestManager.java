package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.auth.AccessToken;
import dev.mcpmanager.auth.BrowserSessions;
import dev.mcpmanager.auth.SignInLimit;
import dev.mcpmanager.calls.CallLog;
import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.gateway.Gateway;
import dev.mcpmanager.gateway.GatewaySettings;
import dev.mcpmanager.gateway.HttpExchange;
import dev.mcpmanager.gateway.McpAddress;
import dev.mcpmanager.health.Alerts;
import dev.mcpmanager.health.HealthMonitor;
import dev.mcpmanager.health.OutgoingHttp;
import dev.mcpmanager.health.ServerProbes;
import dev.mcpmanager.health.Webhooks;
import dev.mcpmanager.json.Json;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.logs.LogFeed;
import dev.mcpmanager.logs.LogRetention;
import dev.mcpmanager.logs.LogSearch;
import dev.mcpmanager.logs.LogStatistics;
import dev.mcpmanager.logs.LogStore;
import dev.mcpmanager.logs.RetentionSchedule;
import dev.mcpmanager.logs.RetentionSettings;
import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.StdioConnection;
import dev.mcpmanager.metrics.Metrics;
import dev.mcpmanager.oauth.ManagerAddress;
import dev.mcpmanager.oauth.SignIns;
import dev.mcpmanager.profile.Profiles;
import dev.mcpmanager.runtime.ServerRuntime;
import dev.mcpmanager.runtime.docker.DockerRuntime;
import dev.mcpmanager.runtime.process.ProcessRuntime;
import dev.mcpmanager.runtime.remote.RemoteRuntime;
import dev.mcpmanager.secret.Secrets;
import dev.mcpmanager.server.ClientConfigImport;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerType;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.supervision.EventStore;
import dev.mcpmanager.supervision.Supervisor;
import dev.mcpmanager.trial.Trials;
import dev.mcpmanager.usage.UsageRecorder;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** A whole manager with real storage, processes and sockets, and a client of its API. */
public final class TestManager implements AutoCloseable {
    public static final AccessToken TOKEN = new AccessToken("t".repeat(43));

    /** For a web server without servers. */
    static final BiConsumer<McpAddress, HttpExchange> NO_GATEWAY = (address, _) -> {
        throw new AssertionError(address);
    };

    /** What the API answered. */
    public record Reply(int status, HttpResponse<String> response) {
        public JsonNode body() {
            return Json.STRICT.readTree(response.body());
        }

        public JsonNode data() {
            return body().path("data");
        }

        void assertProblem(int expected, String text) {
            assertThat(status).as(response.body()).isEqualTo(expected);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(response.body()).contains(text);
        }
    }

    private static final Map<String, String> NO_ENGINE = Map.of("DOCKER_HOST", "unix:///no-engine");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Database database;
    private final LogStore logStore;
    private final LogSearch logSearch;
    private final RetentionSchedule retention;
    private final Webhooks webhooks;
    private final Alerts alerts;
    private final DockerRuntime containers;
    private final ManagerAddress address;
    private final SignIns signIns;
    private final RemoteRuntime remotes;
    private final Supervisor supervisor;
    private final OutgoingHttp outgoing = new OutgoingHttp();
    private final HealthMonitor health;
    private final LiveSocket live;
    private final CallLog calls;
    private final UsageRecorder usage;
    private final Gateway gateway;
    private final WebServer server;
    private final int port;

    public TestManager(Path directory) {
        this(directory, NO_ENGINE);
    }

    /** Has the container engine that {@code environment} names. */
    TestManager(Path directory, Map<String, String> environment) {
        this(directory, environment, GatewaySettings.DEFAULT, true, Optional.empty());
    }

    /** Is known to others under {@code publicUrl}. */
    public TestManager(Path directory, URI publicUrl) {
        this(directory, NO_ENGINE, GatewaySettings.DEFAULT, true, Optional.of(publicUrl));
    }

    private TestManager(
            Path directory,
            Map<String, String> environment,
            GatewaySettings limits,
            boolean authentication,
            Optional<URI> publicUrl) {
        database = Database.open(directory.resolve("mcp-manager.db"), Instant::now);
        logStore = LogStore.open(directory.resolve("logs.db"), Instant::now);
        logSearch = new LogSearch(logStore);
        retention = new RetentionSchedule(new LogRetention(logStore, Instant::now), () -> RetentionSettings.DEFAULT);
        var bus = new EventBus();
        Secrets secrets = Secrets.open(directory.resolve("secret.key"));
        var servers = new Servers(database, secrets, bus, Instant::now);
        webhooks = new Webhooks(database, secrets, outgoing, Instant::now);
        alerts = new Alerts(webhooks, servers, database, bus);
        var events = new EventStore(database);
        ServerRuntime processes = new ProcessRuntime(directory.getFileName().toString(), System.getenv());
        containers = new DockerRuntime(directory.getFileName().toString(), environment);
        var captures = new LogCaptures(logStore, Instant::now);
        var client = new ClientInfo("test", "1");
        address = new ManagerAddress("127.0.0.1", publicUrl);
        signIns = new SignIns(servers, database, secrets, bus, address, Instant::now);
        remotes = new RemoteRuntime(client, signIns);
        supervisor = new Supervisor(
                servers,
                Map.of(
                        ServerType.NODEJS, processes,
                        ServerType.COMMAND, processes,
                        ServerType.CONTAINER, containers,
                        ServerType.REMOTE, remotes),
                database,
                events,
                bus,
                captures,
                client,
                StdioConnection.MAX_MESSAGE_BYTES,
                signIns,
                Instant::now);
        var probes = new ServerProbes(supervisor, client, outgoing, signIns);
        health = new HealthMonitor(
                database, servers, bus, probes, supervisor::snapshot, supervisor::restartUnhealthy, Instant::now);
        supervisor.open();
        live = new LiveSocket(
                bus, new LogFeed(captures, logStore), name -> servers.get(name).id());
        calls = CallLog.open(directory.resolve("calls.db"), Instant::now, true);
        var profiles = new Profiles(database, servers, bus);
        gateway = new Gateway(servers, supervisor, database, calls, bus, profiles, client, limits);
        usage = UsageRecorder.open(
                directory.resolve("usage.db"),
                () -> servers.list().stream().map(ServerDefinition::id).toList(),
                supervisor::usage,
                Instant::now);
        var sessions = new BrowserSessions(TOKEN, Instant::now);
        server = new WebServer(
                new WebSettings("127.0.0.1", 0, Set.of(), authentication, StdioConnection.MAX_MESSAGE_BYTES),
                TOKEN,
                sessions,
                live,
                gateway::handle,
                List.<Routes>of(
                        new SessionRoutes(TOKEN, sessions, new SignInLimit(System::nanoTime)),
                        new ServerRoutes(servers, supervisor, health, id -> {
                            events.purge(id);
                            health.purge(id);
                            logStore.remove(id);
                            calls.purge(id);
                            usage.purge(id);
                        }),
                        new LifecycleRoutes(servers, supervisor, health, events, Instant::now),
                        new HealthRoutes(servers, health, logSearch),
                        new CallRoutes(servers, calls.history()),
                        new MetricsRoutes(new Metrics("1.2.3", servers, supervisor, health, calls.counters())),
                        new SignInRoutes(servers, signIns),
                        new UsageRoutes(servers, usage.history(), Instant::now),
                        new McpRoutes(servers, supervisor),
                        new TrialRoutes(
                                servers,
                                supervisor,
                                new Trials(
                                        (id, exchange) -> gateway.handle(new McpAddress.OneServer(id), exchange),
                                        "test",
                                        live::tell)),
                        new LogRoutes(servers, supervisor, logSearch, new LogStatistics(logStore), Instant::now),
                        new LogExportRoutes(servers, logStore),
                        new TransferRoutes(servers, new ClientConfigImport(servers)),
                        new WebhookRoutes(webhooks),
                        new ProfileRoutes(profiles, servers),
                        new SystemRoutes(
                                "1.2.3",
                                directory.resolve("mcp-manager.db"),
                                database,
                                new LogStatus(directory.resolve("logs.db"), logStore, captures, retention),
                                servers,
                                supervisor,
                                containers::trouble,
                                Instant::now)));
        port = server.start();
        address.listensOn(port);
    }

    /** For clients that have no way to send the token. */
    public static TestManager withoutAuthentication(Path directory) {
        return withoutAuthentication(directory, NO_ENGINE, GatewaySettings.DEFAULT);
    }

    /** Likewise, with an engine and limits of the gateway. */
    public static TestManager withoutAuthentication(
            Path directory, Map<String, String> environment, GatewaySettings limits) {
        return new TestManager(directory, environment, limits, false, Optional.empty());
    }

    public Gateway gateway() {
        return gateway;
    }

    public UsageRecorder usage() {
        return usage;
    }

    public int port() {
        return port;
    }

    /** Every route of the server, such as {@code GET /healthz}. */
    Set<String> routes() {
        return server.routes();
    }

    public Reply get(String path) throws IOException, InterruptedException {
        return call("GET", path, "");
    }

    public Reply post(String path, String json) throws IOException, InterruptedException {
        return call("POST", path, json);
    }

    public Reply call(String method, String path, String json) throws IOException, InterruptedException {
        return call(method, path, json, Map.of());
    }

    /** With further headers. */
    public Reply post(String path, String json, Map<String, String> headers) throws IOException, InterruptedException {
        return call("POST", path, json, headers);
    }

    private Reply call(String method, String path, String json, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .header("Authorization", "Bearer " + TOKEN.text())
                .header("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Reply(response.statusCode(), response);
    }

    /** Creates a server and gives its id. */
    public String create(String json) throws IOException, InterruptedException {
        Reply reply = post("/api/servers", json);
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(201);
        return reply.data().path("id").asString();
    }

    /** Creates a server that speaks MCP over stdio: {@code fixture-server.js}. */
    void createFixture(String name) throws Exception {
        URL script = Objects.requireNonNull(TestManager.class.getResource("/fixture-server.js"));
        create("""
                {"name": "%s", "type": "nodejs", "command": "node", "args": ["%s"]}
                """.formatted(name, Path.of(script.toURI())));
    }

    public JsonNode status(String server) throws IOException, InterruptedException {
        return get("/api/servers/" + server + "/status").data();
    }

    @Override
    public void close() {
        live.close();
        server.close();
        gateway.close();
        calls.close();
        usage.close();
        health.close();
        supervisor.close();
        alerts.close();
        webhooks.close();
        outgoing.close();
        containers.close();
        remotes.close();
        signIns.close();
        logSearch.close();
        retention.close();
        logStore.close();
        database.close();
        http.close();
    }
}
