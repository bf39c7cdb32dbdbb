package dev.mcpmanager.app;

import dev.mcpmanager.auth.AccessToken;
import dev.mcpmanager.auth.BrowserSessions;
import dev.mcpmanager.auth.SignInLimit;
import dev.mcpmanager.auth.TokenFile;
import dev.mcpmanager.calls.CallLog;
import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.gateway.Gateway;
import dev.mcpmanager.gateway.GatewaySettings;
import dev.mcpmanager.gateway.McpAddress;
import dev.mcpmanager.health.Alerts;
import dev.mcpmanager.health.HealthMonitor;
import dev.mcpmanager.health.OutgoingHttp;
import dev.mcpmanager.health.ServerProbes;
import dev.mcpmanager.health.Webhooks;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.logs.LogFeed;
import dev.mcpmanager.logs.LogRetention;
import dev.mcpmanager.logs.LogSearch;
import dev.mcpmanager.logs.LogStatistics;
import dev.mcpmanager.logs.LogStore;
import dev.mcpmanager.logs.RetentionSchedule;
import dev.mcpmanager.logs.RetentionSettings;
import dev.mcpmanager.logs.ServerRetention;
import dev.mcpmanager.mcp.ClientInfo;
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
import dev.mcpmanager.server.ImportedServer;
import dev.mcpmanager.server.LogLimits;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerType;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.supervision.EventStore;
import dev.mcpmanager.supervision.Supervisor;
import dev.mcpmanager.trial.Trials;
import dev.mcpmanager.usage.UsageRecorder;
import dev.mcpmanager.web.CallRoutes;
import dev.mcpmanager.web.HealthRoutes;
import dev.mcpmanager.web.LifecycleRoutes;
import dev.mcpmanager.web.LiveSocket;
import dev.mcpmanager.web.LogExportRoutes;
import dev.mcpmanager.web.LogRoutes;
import dev.mcpmanager.web.LogStatus;
import dev.mcpmanager.web.McpRoutes;
import dev.mcpmanager.web.MetricsRoutes;
import dev.mcpmanager.web.ProfileRoutes;
import dev.mcpmanager.web.Routes;
import dev.mcpmanager.web.ServerRoutes;
import dev.mcpmanager.web.SessionRoutes;
import dev.mcpmanager.web.SignInRoutes;
import dev.mcpmanager.web.SystemRoutes;
import dev.mcpmanager.web.TransferRoutes;
import dev.mcpmanager.web.TrialRoutes;
import dev.mcpmanager.web.UsageRoutes;
import dev.mcpmanager.web.WebServer;
import dev.mcpmanager.web.WebSettings;
import dev.mcpmanager.web.WebhookRoutes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole program, wired by hand. Opened in order by its constructor and {@link #start}, closed in reverse order; for
 * one thread.
 */
final class Application implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Application.class);

    private final Settings settings;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final AccessToken token;
    private final ClientConfigImport clientConfigImport;
    private final Supervisor supervisor;
    private final ManagerAddress address;
    private final WebServer web;

    /**
     * Opens what is stored, without starting or serving anything.
     *
     * @throws dev.mcpmanager.problem.ProblemException if the data directory is in use or cannot be used
     */
    Application(Settings settings) {
        this.settings = settings;
        InstantSource clock = Instant::now;
        Path dataDir = settings.dataDir();
        try {
            opened(DataDirectory.open(dataDir));
            Path databaseFile = dataDir.resolve("mcp-manager.db");
            Database database = opened(Database.open(databaseFile, clock));
            Secrets secrets = Secrets.open(dataDir.resolve("secret.key"));
            var bus = new EventBus();
            var servers = new Servers(database, secrets, bus, clock);
            clientConfigImport = new ClientConfigImport(servers);
            OutgoingHttp http = opened(new OutgoingHttp());
            Webhooks webhooks = opened(new Webhooks(database, secrets, http, clock));
            opened(new Alerts(webhooks, servers, database, bus));
            var events = new EventStore(database);
            Path logFile = dataDir.resolve("logs.db");
            LogStore logStore = opened(LogStore.open(logFile, clock));
            var retention = opened(new RetentionSchedule(
                    new LogRetention(logStore, clock), () -> retention(settings, servers.list())));
            LogSearch logSearch = opened(new LogSearch(logStore));
            CallLog calls = opened(CallLog.open(dataDir.resolve("calls.db"), clock, settings.recordCalls()));
            var captures = new LogCaptures(logStore, clock);
            String instanceId = InstanceId.open(dataDir);
            ServerRuntime processes = new ProcessRuntime(instanceId, System.getenv());
            var containers = opened(new DockerRuntime(instanceId, System.getenv()));
            var client = new ClientInfo("mcp-manager", Version.text());
            address = new ManagerAddress(settings.host(), settings.publicUrl());
            var signIns = opened(new SignIns(servers, database, secrets, bus, address, clock));
            var remotes = opened(new RemoteRuntime(client, signIns));
            supervisor = opened(new Supervisor(
                    servers,
                    Map.of(
                            ServerType.NODEJS, processes,
                            ServerType.PYTHON, processes,
                            ServerType.COMMAND, processes,
                            ServerType.CONTAINER, containers,
                            ServerType.REMOTE, remotes),
                    database,
                    events,
                    bus,
                    captures,
                    client,
                    settings.maxMessageBytes(),
                    signIns,
                    clock));
            UsageRecorder usage = opened(UsageRecorder.open(
                    dataDir.resolve("usage.db"),
                    () -> servers.list().stream().map(ServerDefinition::id).toList(),
                    supervisor::usage,
                    clock));
            usage.start();
            // closed before the servers are stopped, whose ends then are nobody's failure
            var probes = new ServerProbes(supervisor, client, http, signIns);
            HealthMonitor health = opened(new HealthMonitor(
                    database, servers, bus, probes, supervisor::snapshot, supervisor::restartUnhealthy, clock));
            var profiles = new Profiles(database, servers, bus);
            var gateway = opened(
                    new Gateway(servers, supervisor, database, calls, bus, profiles, client, GatewaySettings.DEFAULT));
            token = TokenFile.open(dataDir);
            var sessions = new BrowserSessions(token, clock);
            var live = opened(new LiveSocket(
                    bus,
                    new LogFeed(captures, logStore),
                    name -> servers.get(name).id()));
            web = opened(new WebServer(
                    new WebSettings(
                            settings.host(),
                            settings.port(),
                            allowedHosts(settings),
                            settings.auth(),
                            settings.maxMessageBytes()),
                    token,
                    sessions,
                    live,
                    gateway::handle,
                    List.<Routes>of(
                            new SessionRoutes(token, sessions, new SignInLimit(System::nanoTime)),
                            new SystemRoutes(
                                    Version.text(),
                                    databaseFile,
                                    database,
                                    new LogStatus(logFile, logStore, captures, retention),
                                    servers,
                                    supervisor,
                                    containers::trouble,
                                    clock),
                            new ServerRoutes(servers, supervisor, health, id -> {
                                events.purge(id);
                                health.purge(id);
                                logStore.remove(id);
                                calls.purge(id);
                                usage.purge(id);
                            }),
                            new LifecycleRoutes(servers, supervisor, health, events, clock),
                            new HealthRoutes(servers, health, logSearch),
                            new CallRoutes(servers, calls.history()),
                            new MetricsRoutes(
                                    new Metrics(Version.text(), servers, supervisor, health, calls.counters())),
                            new SignInRoutes(servers, signIns),
                            new UsageRoutes(servers, usage.history(), clock),
                            new McpRoutes(servers, supervisor),
                            new TrialRoutes(
                                    servers,
                                    supervisor,
                                    new Trials(
                                            (id, exchange) -> gateway.handle(new McpAddress.OneServer(id), exchange),
                                            Version.text(),
                                            live::tell)),
                            new LogRoutes(servers, supervisor, logSearch, new LogStatistics(logStore), clock),
                            new LogExportRoutes(servers, logStore),
                            new TransferRoutes(servers, clientConfigImport),
                            new WebhookRoutes(webhooks),
                            new ProfileRoutes(profiles, servers))));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Set<String> allowedHosts(Settings settings) {
        return Stream.concat(
                        settings.allowedHosts().stream(),
                        settings.publicUrl().stream().map(URI::getAuthority))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static RetentionSettings retention(Settings settings, List<ServerDefinition> servers) {
        Map<String, ServerRetention> single = servers.stream()
                .filter(server -> !server.config().logs().equals(LogLimits.NONE))
                .collect(Collectors.toMap(ServerDefinition::id, Application::retention));
        return new RetentionSettings(settings.logMaxAge(), settings.logMaxBytes(), settings.logMaxBytes(), single);
    }

    private static ServerRetention retention(ServerDefinition server) {
        LogLimits limits = server.config().logs();
        return new ServerRetention(limits.maxAge(), limits.maxBytes());
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /** Imports a client's configuration; what became of each entry, as lines for people. */
    List<String> importServers(String configuration) {
        return clientConfigImport.run(configuration).stream()
                .map(Application::line)
                .toList();
    }

    private static String line(ImportedServer server) {
        String messages = String.join("; ", server.messages());
        return server.name() + " " + server.outcome().text() + (messages.isEmpty() ? "" : " (" + messages + ")");
    }

    /**
     * Begins to answer.
     *
     * @return where, with the token that signs the page in
     */
    URI start() {
        int port = web.start();
        address.listensOn(port);
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        String fragment = settings.auth() ? "#token=" + token.text() : "";
        return URI.create("http://" + host + ":" + port + "/" + fragment);
    }

    /** Ends what an earlier manager left behind and starts the servers that are to run. */
    void startServers() {
        supervisor.open();
    }

    /** Makes a {@link #close} under way quick: servers are killed. From any thread. */
    void hurry() {
        supervisor.kill();
    }

    /** Stops all servers, then everything else. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception e) {
                log.error("closing {} failed", part.getClass().getSimpleName(), e);
            }
        }
    }
}
