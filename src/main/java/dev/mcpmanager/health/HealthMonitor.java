package dev.mcpmanager.health;

import dev.mcpmanager.event.Event;
import dev.mcpmanager.event.EventBus;
import dev.mcpmanager.event.Subscriber;
import dev.mcpmanager.event.Subscription;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.ServerChanged;
import dev.mcpmanager.server.ServerDefinition;
import dev.mcpmanager.server.ServerDeleted;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.supervision.EventKind;
import dev.mcpmanager.supervision.LifecycleEvent;
import dev.mcpmanager.supervision.LifecycleEventRecorded;
import dev.mcpmanager.supervision.ServerSnapshot;
import dev.mcpmanager.supervision.ServerStatus;
import dev.mcpmanager.supervision.ServerStatusChanged;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the health of servers from their start to their stop, and tells it as {@link HealthUpdated}. Thread-safe. To be
 * made before servers are started, and closed before the database. Of servers it holds a few hundred bytes each.
 */
public final class HealthMonitor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthMonitor.class);
    private static final int WAITING_EVENTS = 100_000;

    private final Servers servers;
    private final EventBus bus;
    private final Probes probes;
    private final Function<String, ServerSnapshot> snapshots;
    private final Remedy remedy;
    private final HealthClock clock;
    private final IntervalTracker intervals;
    private final HealthWriteStore store;
    private final HealthHistory history;
    private final HealthRecorder recorder;
    private final RollupSchedule rollups;
    private final Timers timers;
    private final ExecutorService threads;
    private final HealthSchedule schedule;
    private final Subscription<Event> events;
    private final ConcurrentMap<String, WatchedServer> watched = new ConcurrentHashMap<>();

    /** @param snapshots what supervision knows of a server; asked when events were missed */
    public HealthMonitor(
            Database database,
            Servers servers,
            EventBus bus,
            Probes probes,
            Function<String, ServerSnapshot> snapshots,
            Remedy remedy,
            InstantSource wall) {
        this.servers = servers;
        this.bus = bus;
        this.probes = probes;
        this.snapshots = snapshots;
        this.remedy = remedy;
        clock = new HealthClock(wall, System::nanoTime);
        intervals = new IntervalTracker(clock);
        store = new HealthWriteStore(database);
        store.begin(clock.millis());
        history = new HealthHistory(database, clock);
        recorder = new HealthRecorder(store, intervals);
        rollups = new RollupSchedule(new Rollup(new RollupStore(database)), clock);
        timers = new ThreadTimers();
        threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("probe-", 0).factory());
        var stalls = new StallWatch(System::nanoTime);
        schedule = new HealthSchedule(timers, threads, stalls, System::nanoTime, clock::instant, this::checked);
        timers.every(StallWatch.PERIOD, () -> tick(stalls));
        events = bus.subscribe(Event.class, WAITING_EVENTS, new Subscriber<>() {
            @Override
            public void received(Event event) {
                HealthMonitor.this.received(event);
            }

            @Override
            public void missed(long count) {
                resynchronize(count);
            }
        });
    }

    /** What is stored. */
    public HealthHistory history() {
        return history;
    }

    /** How a server is now, and why. */
    public CurrentHealth current(String serverId) {
        return Optional.ofNullable(watched.get(serverId))
                .map(WatchedServer::current)
                .orElse(CurrentHealth.INITIAL);
    }

    /**
     * Checks a server now; the check counts as any other. Completes within its timeout, or three
     * times that where the manager was held up, or then fails with
     * {@link dev.mcpmanager.problem.Problem.Unavailable} when the machine was too busy to tell.
     *
     * @throws dev.mcpmanager.problem.ProblemException Conflict, when the server does not run
     */
    public CompletableFuture<ProbeResult> check(String serverId) {
        return schedule.check(serverId);
    }

    /** Forgets the history of a deleted server. */
    public void purge(String serverId) {
        store.purge(serverId);
    }

    private void tick(StallWatch stalls) {
        stalls.tick();
        intervals.adjust().ifPresent(this::jumped);
    }

    private void jumped(HealthClock.Jump jump) {
        log.warn(
                "the clock was set from {} to {}; health is recorded by the new time",
                Instant.ofEpochMilli(jump.from()),
                Instant.ofEpochMilli(jump.to()));
        recorder.hurry();
        if (jump.to() < jump.from()) {
            // else the checks of times that come again would stay out of sight
            rollups.runSoon();
        }
    }

    private WatchedServer of(String serverId) {
        return watched.computeIfAbsent(serverId, id -> new WatchedServer(id, intervals, recorder, bus, clock, remedy));
    }

    private void checked(String serverId, ProbeResult result) {
        of(serverId).checked(result);
    }

    private void received(Event event) {
        switch (event) {
            case LifecycleEventRecorded(LifecycleEvent told) -> lived(told);
            case ServerStatusChanged(ServerSnapshot now, Instant _) -> {
                // a server may end without having been told to, and be left in peace by its policy
                if (now.status() == ServerStatus.STOPPED) {
                    rest(now);
                }
            }
            case ServerChanged(ServerDefinition _, ServerDefinition after) -> {
                if (schedule.watches(after.id())) {
                    watch(after.id(), false);
                }
            }
            case ServerDeleted(ServerDefinition server, Instant _) -> forget(server.id());
            default -> {}
        }
    }

    private void forget(String serverId) {
        schedule.unwatch(serverId);
        watched.remove(serverId);
        intervals.end(serverId);
    }

    private void lived(LifecycleEvent event) {
        String id = event.serverId();
        switch (event.kind()) {
            case READY -> watch(id, true);
            case STOP_REQUESTED,
                    RESTART_REQUESTED,
                    EXITED,
                    UNREACHABLE,
                    FAILED,
                    CRASH_LOOP,
                    RESTART_SCHEDULED,
                    UNHEALTHY -> schedule.unwatch(id);
            case SPAWNED,
                    START_REQUESTED,
                    SIGN_IN_NEEDED,
                    SIGNED_IN,
                    NOTICE,
                    MCP_UNAVAILABLE,
                    STOPPED,
                    LEFTOVERS_ENDED -> {}
        }
        of(id).lived(event.kind(), event.run(), event.message());
    }

    /** @param starting whether it has just come to run */
    private void watch(String serverId, boolean starting) {
        Optional<ServerDefinition> found = servers.find(serverId);
        if (found.isEmpty()) {
            return;
        }
        ServerDefinition server = found.get();
        of(serverId).settings(server);
        Duration startPeriod = starting ? server.config().startTimeout() : Duration.ZERO;
        schedule.watch(new Target(serverId, server.health(), startPeriod, probes.of(server)));
    }

    private void rest(ServerSnapshot now) {
        schedule.unwatch(now.serverId());
        of(now.serverId()).rests();
    }

    void resynchronize(long missed) {
        log.warn("{} events were missed; the state of all servers is asked for", missed);
        for (String id : watched.keySet()) {
            if (servers.find(id).isEmpty()) {
                forget(id);
            }
        }
        for (ServerDefinition server : servers.list()) {
            try {
                resynchronize(snapshots.apply(server.id()));
            } catch (ProblemException e) {
                log.debug("server {} was deleted meanwhile, which is told next", server.name(), e);
            }
        }
    }

    private void resynchronize(ServerSnapshot now) {
        String id = now.serverId();
        switch (now.status()) {
            case STOPPED, STOPPING -> rest(now);
            case STARTING -> of(id).lived(EventKind.SPAWNED, now.run(), "");
            case RUNNING -> {
                of(id).lived(EventKind.READY, now.run(), "");
                watch(id, false);
            }
            case RESTARTING, ERROR -> {
                schedule.unwatch(id);
                of(id).lived(EventKind.FAILED, now.run(), now.error().orElse("it ended"));
            }
        }
    }

    /** Ends all probes and writes what is to be written. */
    @Override
    public void close() {
        events.close();
        timers.close();
        threads.shutdownNow();
        threads.close();
        intervals.endAll();
        recorder.close();
        rollups.close();
    }
}
