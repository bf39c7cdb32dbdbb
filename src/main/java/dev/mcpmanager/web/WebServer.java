package dev.mcpmanager.web;

import dev.mcpmanager.auth.AccessToken;
import dev.mcpmanager.auth.BrowserSessions;
import dev.mcpmanager.gateway.HttpExchange;
import dev.mcpmanager.gateway.McpAddress;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.ServletEntry;
import io.javalin.json.JsonMapper;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kotlin.LazyKt;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server: one port, every route behind {@link AccessHandler}, handlers on virtual threads. At most
 * {@value #MAX_CONNECTIONS} connections; further ones wait. Thread-safe.
 */
public final class WebServer implements AutoCloseable {
    static final int MAX_CONNECTIONS = 4096;

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final WebSettings settings;
    private final Javalin javalin;

    /** @param gateway gets each request to an address of MCP */
    public WebServer(
            WebSettings settings,
            AccessToken token,
            BrowserSessions sessions,
            LiveSocket live,
            BiConsumer<McpAddress, HttpExchange> gateway,
            List<Routes> routes) {
        this(settings, token, sessions, live, gateway, routes, IDLE);
    }

    /** @param idle how long a connection may be silent outside of a handler */
    WebServer(
            WebSettings settings,
            AccessToken token,
            BrowserSessions sessions,
            LiveSocket live,
            BiConsumer<McpAddress, HttpExchange> gateway,
            List<Routes> routes,
            Duration idle) {
        this.settings = settings;
        var access = new AccessHandler(
                new HostRules(settings.host(), settings.allowedHosts()),
                mayPass(settings, new Credentials(token, sessions)));
        this.javalin = Javalin.create(config -> {
            configureJavalin(config);
            var departures = new Departures();
            config.appData(Departures.KEY, departures);
            configureJetty(config, access, live, gateway, departures, idle);
            new ErrorRoutes().addTo(config.routes);
            new PageRoutes().addTo(config.routes);
            live.addTo(config.routes);
            routes.forEach(feature -> feature.addTo(config.routes));
        });
    }

    /**
     * Listens, and returns when calls are answered.
     *
     * @return the port
     * @throws ProblemException Unavailable when the port cannot be had
     */
    public int start() {
        try {
            return javalin.start().port();
        } catch (JavalinBindException e) {
            javalin.stop();
            throw new ProblemException(
                    new Problem.Unavailable("Cannot listen on " + settings.host() + " port " + settings.port() + " ("
                            + rootCause(e) + "): --port takes another port, 0 any free one; --host must be an address"
                            + " of this machine"),
                    e);
        }
    }

    private static Throwable rootCause(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : rootCause(cause);
    }

    /** Ends every connection and stops listening. */
    @Override
    public void close() {
        javalin.stop();
    }

    /** Every route, such as {@code GET /healthz}. */
    Set<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint.method + " " + handler.endpoint.path)
                .collect(Collectors.toSet());
    }

    private static Predicate<Request> mayPass(WebSettings settings, Credentials credentials) {
        if (!settings.authentication()) {
            return _ -> true;
        }
        Set<String> open = new HashSet<>(SignInRoutes.OPEN);
        open.addAll(List.of(SystemRoutes.HEALTH_PATH, SessionRoutes.PATH));
        return request -> {
            // compared as sent, as Javalin does, so that no other spelling of a path opens what is closed
            String path = request.getHttpURI().getPath();
            return open.contains(path) || PageRoutes.has(path) || credentials.areIn(request);
        };
    }

    private static void configureJavalin(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.router.ignoreTrailingSlashes = false;
        config.router.javaLangErrorHandler(ErrorRoutes::reply);
        // bodies and replies are read and written by ourselves; Javalin's own mapper would look for Jackson 2
        config.jsonMapper(new JsonMapper() {});
        // Javalin's servlet for WebSockets makes a session for each try of an upgrade: memory for anybody to fill
        config.unsafe.servlet = LazyKt.lazy(() -> new ServletEntry(null, new JavalinServlet(config.unsafe)));
    }

    private void configureJetty(
            JavalinConfig config,
            AccessHandler access,
            LiveSocket live,
            BiConsumer<McpAddress, HttpExchange> gateway,
            Departures departures,
            Duration idle) {
        // Javalin's own server would also keep statistics of each request and look for low resources each second
        var jetty = new Server(threads());
        jetty.insertHandler(live.handler(jetty));
        jetty.insertHandler(new GatewayHandler(gateway, departures, settings.maxMessageBytes()));
        jetty.insertHandler(access);
        jetty.setErrorHandler(new JettyErrors());
        jetty.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, jetty));
        config.unsafe.jettyInternal.server = jetty;
        config.jetty.modifyHttpConfiguration(WebServer::configureHttp);
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors()));
        config.jetty.addConnector((server, http) -> {
            var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
            connector.setHost(settings.host());
            connector.setPort(settings.port());
            connector.setIdleTimeout(idle.toMillis());
            // of 50, Java's default, further ones that come at once are dropped, and try again after a second
            connector.setAcceptQueueSize(MAX_CONNECTIONS);
            return connector;
        });
    }

    private static QueuedThreadPool threads() {
        // platform threads only accept and select; each request has a virtual thread
        var threads = new QueuedThreadPool(16, 4);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory()));
        return threads;
    }

    private static void configureHttp(HttpConfiguration http) {
        // names of tools may hold a slash, which is then encoded in the path; all else that is ambiguous is refused
        http.setUriCompliance(UriCompliance.DEFAULT.with("tools", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
    }
}
