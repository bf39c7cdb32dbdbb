package dev.mcpmanager.supervision;

import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.event.Subscription;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.ServerInfo;
import dev.mcpmanager.oauth.SignInChanged;
import dev.mcpmanager.oauth.SignIns;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.Leftover;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.ServerRuntime;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerType;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps servers in the state that their users want. Thread-safe; no method blocks but open, close, usage,
 * fault and session. */
public final class Supervisor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    private static final Duration BETWEEN_PRUNES = Duration.ofHours(1);
    private static final Duration BETWEEN_SAVES = Duration.ofSeconds(5);
    private static final Problem SHUTTING_DOWN = new Problem.Unavailable("MCP Manager is shutting down");

    private final Servers servers;
    private final Database database;
    private final Surroundings around;
    private final Subscription<LifecycleEventRecorded> lifecycleLog;
    private final Subscription<SignInChanged> signInChanges;
    private final Timers timers = new Timers();
    private final ConcurrentMap<String, SupervisedServer> supervised = new ConcurrentHashMap<>();
    private final Map<String, SupervisionStore.Row> rows;
    private final Gate gate = new Gate();
    private volatile boolean closing;

    /**
     * Starts nothing yet.
     *
     * @param runtimes which runtime runs which type; the other types are refused at start
     * @param maxMessageBytes longest MCP message of a stdio server that is read
     */
    public Supervisor(
            Servers servers,
            Map<ServerType, ServerRuntime> runtimes,
            Database database,
            EventStore events,
            EventBus bus,
            LogCaptures logs,
            ClientInfo client,
            int maxMessageBytes,
            SignIns signIns,
            InstantSource clock) {
        this.servers = servers;
        this.database = database;
        this.around = new Surroundings(
                servers,
                runtimes,
                new SupervisionStore(database),
                events,
                bus,
                logs,
                client,
                maxMessageBytes,
                clock,
                timers,
                signIns);
        this.lifecycleLog = bus.subscribe(LifecycleEventRecorded.class, LifecycleLog.CAPACITY, new LifecycleLog(logs));
        this.signInChanges = bus.subscribe(
                SignInChanged.class,
                LifecycleLog.CAPACITY,
                changed -> Optional.ofNullable(supervised.get(changed.serverId()))
                        .ifPresent(server -> server.signInChanged(changed.isOver())));
        this.rows = around.states().load().stream()
                .collect(Collectors.toUnmodifiableMap(SupervisionStore.Row::serverId, row -> row));
    }

    /**
     * Ends what an earlier manager left behind, then starts the servers with autostart and those that ran, and returns
     * without waiting for these. What users ask for meanwhile waits for it, and is then done in the order in which it was
     * asked for.
     */
    public void open() {
        try {
            prune();
            saveAgainAfter(database.health().failedWrites());
            Set<String> blocked = endLeftovers();
            for (ServerDefinition definition : servers.list()) {
                boolean wanted = Optional.ofNullable(rows.get(definition.id()))
                        .map(SupervisionStore.Row::wanted)
                        .orElse(false);
                if ((definition.autostart() || wanted) && !blocked.contains(definition.id())) {
                    startAgain(definition, wanted ? "ran before the manager ended" : "autostart");
                }
            }
        } catch (RuntimeException e) {
            gate.fail(e);
            throw e;
        }
        gate.open();
    }

    /** Rows that could not be written, such as on a full disk, are written again until they are. */
    private void saveAgainAfter(long failedBefore) {
        long failed = database.health().failedWrites();
        if (failed > failedBefore) {
            supervised.values().forEach(SupervisedServer::saveAgain);
        }
        timers.after(BETWEEN_SAVES, () -> saveAgainAfter(failed));
    }

    private void prune() {
        around.events().prune();
        timers.after(BETWEEN_PRUNES, this::prune);
    }

    private void startAgain(ServerDefinition definition, String reason) {
        try {
            var _ = of(definition.id()).start(reason);
        } catch (ProblemException e) {
            // the user deletes it meanwhile
            log.info("server {} is not started: {}", definition.name(), e.getMessage());
        }
    }

    /** Whether the run that lived goes on as this manager's. */
    private boolean adopted(SupervisionStore.Row row) {
        return row.wanted()
                && row.alive().isPresent()
                && servers.find(row.serverId()).isPresent()
                && of(row.serverId()).adopt(row.alive().get());
    }

    /** The servers of which something lives in spite of SIGKILL. */
    private Set<String> endLeftovers() {
        List<RunIdentity> alive = rows.values().stream()
                .filter(row -> !adopted(row))
                .flatMap(row -> row.alive().stream())
                .toList();
        Set<String> blocked = new HashSet<>();
        for (ServerRuntime runtime : new HashSet<>(around.runtimes().values())) {
            for (Leftover leftover : runtime.endLeftovers(alive)) {
                tell(leftover);
                if (!leftover.survivors().isEmpty()) {
                    blocked.add(leftover.serverId());
                }
            }
        }
        return blocked;
    }

    private void tell(Leftover leftover) {
        Optional<ServerDefinition> definition = servers.find(leftover.serverId());
        if (definition.isPresent()) {
            of(leftover.serverId()).leftBehind(leftover);
        } else {
            log.info("ended processes {} of deleted server {}", leftover.pids(), leftover.serverId());
        }
    }

    /**
     * Wants the server to run. Completes when it does, or when its first attempt failed (then it may be tried further:
     * see the snapshot); starting what runs changes nothing.
     */
    public CompletableFuture<ServerSnapshot> start(String serverId) {
        return opened(serverId, server -> server.start("requested"));
    }

    /** Like {@link #start}, after an end of what runs. */
    public CompletableFuture<ServerSnapshot> restart(String serverId) {
        return opened(serverId, server -> server.restart("requested"));
    }

    /** Wants the server not to run. Completes when nothing of it lives, or could not be ended. */
    public CompletableFuture<ServerSnapshot> stop(String serverId) {
        return opened(serverId, server -> server.stop("requested"));
    }

    private CompletableFuture<ServerSnapshot> opened(
            String serverId, Function<SupervisedServer, CompletableFuture<ServerSnapshot>> wish) {
        SupervisedServer server = of(serverId);
        // looked at last: one that came to be after close looked at all servers is refused here
        if (closing) {
            throw new ProblemException(SHUTTING_DOWN);
        }
        return gate.pass(() -> wish.apply(server));
    }

    /**
     * Stops a server for good: then runs {@code delete}, which must delete its definition, and forgets the server.
     * Starts in between are refused. Fails as {@code delete} does, or with {@link Problem.Conflict} when something of the
     * server could not be ended; then the server is kept.
     */
    public CompletableFuture<Void> remove(String serverId, Runnable delete) {
        SupervisedServer server = of(serverId);
        server.refuseStarts(
                new Problem.Conflict("Server " + servers.get(serverId).name() + " is being deleted"));
        Consumer<ServerSnapshot> end = stopped -> {
            try {
                if (stopped.status() != ServerStatus.STOPPED) {
                    throw new ProblemException(new Problem.Conflict(
                            "The server cannot be deleted: " + stopped.error().orElse("it could not be stopped")));
                }
                delete.run();
                supervised.remove(serverId, server);
                around.logs().forget(serverId);
            } catch (RuntimeException e) {
                // unless another delete was quicker
                if (servers.find(serverId).isPresent()) {
                    server.allowStarts();
                }
                throw e;
            }
        };
        // a delete waits for the disk, so it has a thread of its own
        return server.stop("deleted").thenAcceptAsync(end, task -> Thread.startVirtualThread(task));
    }

    public ServerSnapshot snapshot(String serverId) {
        return of(serverId).snapshot();
    }

    /** What the server's processes use now; empty when none exists. */
    public Optional<Usage> usage(String serverId) {
        return of(serverId).usage();
    }

    /** What is wrong with what runs, in words and with a remedy; empty if nothing is. */
    public Optional<String> fault(String serverId) {
        return of(serverId).fault();
    }

    /** Why the place where the server is to run, or the remote server, cannot be reached, while that is waited for. */
    public Optional<String> away(String serverId) {
        return of(serverId).away();
    }

    /** Whether the server, which runs, printed anything since {@code nanoTime}, as {@link System#nanoTime()}. */
    public boolean heardSince(String serverId, long nanoTime) {
        return of(serverId).heardSince(nanoTime);
    }

    /**
     * Ends a run that fails its checks, and starts the server again with the waits and the limit of a crash, whatever its
     * restart policy. Does nothing when that run has ended, or the server was deleted.
     */
    public void restartUnhealthy(String serverId, long run, String reason) {
        Optional.ofNullable(supervised.get(serverId)).ifPresent(server -> server.restartUnhealthy(run, reason));
    }

    /** The latest lines that the server printed, at most {@code limit} of the 1,000 in memory, oldest first. */
    public List<LogLine> lines(String serverId, int limit) {
        return of(serverId).lines().latest(limit, _ -> true);
    }

    /**
     * The MCP session with a server. An http server is connected when its run is first asked for one; blocks meanwhile, at
     * most 10 s.
     *
     * @throws ProblemException with the reason when there is none: {@link Problem.Unavailable} if there may be later
     */
    public McpSession session(String serverId) {
        return of(serverId).session();
    }

    /**
     * Likewise, without blocking. An http server that has just been started is waited for, at most {@code
     * config.startTimeout}. Fails with {@link ProblemException}.
     *
     * @throws ProblemException if it can be told at once that there is no session
     */
    public CompletableFuture<McpSession> connect(String serverId) {
        return of(serverId).connect();
    }

    /**
     * Starts one more process, or container, of a stdio server that runs, for one client's session. It is logged as the
     * server's, and ends with it.
     *
     * @throws ProblemException {@link Problem.Unavailable} if the server does not run
     */
    public SessionRun startForSession(String serverId) {
        return of(serverId).startForSession();
    }

    /** What the server said of itself when it was connected; empty while it is not. */
    public Optional<ServerInfo> serverInfo(String serverId) {
        return of(serverId).serverInfo();
    }

    /** Of loopback, by which an http server that runs is reached; empty if none is known. */
    public Optional<Integer> port(String serverId) {
        return of(serverId).port();
    }

    private SupervisedServer of(String serverId) {
        return supervised.computeIfAbsent(servers.get(serverId).id(), id -> {
            // asked again, as it may have been deleted, and forgotten here, meanwhile
            ServerDefinition definition = servers.get(id);
            Optional<SupervisionStore.Row> row = Optional.ofNullable(rows.get(id));
            long lastRun = row.map(SupervisionStore.Row::run).orElse(0L);
            long sessionRun = row.map(SupervisionStore.Row::sessionRun).orElse(0L);
            return new SupervisedServer(definition, lastRun, sessionRun, around);
        });
    }

    /** Kills, side by side, whatever of all servers lives: a {@link #close} under way then ends at once. */
    public void kill() {
        supervised.values().forEach(server -> Thread.startVirtualThread(server::kill));
    }

    /** Stops all servers, side by side, and returns when nothing of them lives; what users want of them stays. */
    @Override
    public void close() {
        closing = true;
        CompletableFuture<?>[] stops = supervised.values().stream()
                .map(server -> {
                    server.refuseStarts(SHUTTING_DOWN);
                    return server.shutDown("the manager stops");
                })
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(stops).join();
        timers.close();
        signInChanges.close();
        lifecycleLog.close();
    }
}
