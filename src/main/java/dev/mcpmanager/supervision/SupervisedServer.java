package dev.mcpmanager.supervision;

import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.logs.LogSource;
import dev.mcpmanager.logs.RecentLines;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.ServerInfo;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.runtime.Leftover;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.RunningServer;
import dev.mcpmanager.server.ServerDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one owner of a server's state: takes commands, applies {@link Transitions}, and has the effects done by its
 * {@link Launcher} one after the other. Thread-safe; no method blocks but {@link #session}, and {@link #usage} and {@link
 * #kill}, which look at the machine's processes.
 */
final class SupervisedServer {
    private static final Logger log = LoggerFactory.getLogger(SupervisedServer.class);
    private static final int LAST_WORDS = 50;
    private static final int LAST_WORDS_LENGTH = 1_000;

    private record Waiter(Predicate<ServerState> settled, CompletableFuture<ServerSnapshot> reached) {}

    private final String id;
    private final Surroundings around;
    private final RecentLines lines;
    private final Lane lane = new Lane();
    private final Launcher launcher;
    private final List<Waiter> waiters = new ArrayList<>();

    private ServerDefinition definition;
    private ServerState state;
    private Optional<Exit> lastExit = Optional.empty();
    private Optional<String> error = Optional.empty();
    private int restarts;
    /** What the user last wanted of it in this manager's time. */
    private Optional<Boolean> wish = Optional.empty();

    private Optional<Problem> startRefusal = Optional.empty();
    private ServerSnapshot published;

    SupervisedServer(ServerDefinition definition, long lastRun, Surroundings around) {
        this.id = definition.id();
        this.definition = definition;
        this.around = around;
        this.lines = around.logs().of(id).recent();
        this.state = new ServerState.Stopped(lastRun);
        this.launcher = new Launcher(around, around.logs().of(id), this::submit);
        this.published = snapshot();
    }

    RecentLines lines() {
        return lines;
    }

    /** Completes when the server runs, or did not come to run at the first attempt. */
    CompletableFuture<ServerSnapshot> start(String reason) {
        return submitAndAwait(Optional.of(true), new Command.Start(reason), SupervisedServer::startSettled);
    }

    /** Like {@link #start}, after an end of what runs. */
    CompletableFuture<ServerSnapshot> restart(String reason) {
        return submitAndAwait(Optional.of(true), new Command.Restart(reason), SupervisedServer::startSettled);
    }

    /** Completes when nothing of the server lives, or could not be ended; it does not come back with the manager. */
    CompletableFuture<ServerSnapshot> stop(String reason) {
        return submitAndAwait(Optional.of(false), new Command.Stop(reason), SupervisedServer::stopSettled);
    }

    /** Like {@link #stop}, but what the user wants of the server stays. */
    CompletableFuture<ServerSnapshot> shutDown(String reason) {
        return submitAndAwait(Optional.empty(), new Command.Stop(reason), SupervisedServer::stopSettled);
    }

    private static boolean stopSettled(ServerState state) {
        return !(state instanceof ServerState.Stopping);
    }

    private static boolean startSettled(ServerState state) {
        return switch (state) {
            case ServerState.Starting starting -> starting.failures().inARow() > 0;
            case ServerState.Stopping _ -> false;
            case ServerState.Running _, ServerState.BackingOff _, ServerState.Failed _, ServerState.Stopped _ -> true;
        };
    }

    /** From now on a start is refused with {@code why}; what a start before it began can be stopped. */
    synchronized void refuseStarts(Problem why) {
        startRefusal = Optional.of(why);
    }

    synchronized void allowStarts() {
        startRefusal = Optional.empty();
    }

    /** The run fails its checks: it is ended and started again as after a failure, unless it ended meanwhile. */
    void restartUnhealthy(long run, String reason) {
        submit(new Command.Unhealthy(run, reason));
    }

    /** Takes over a run of an earlier manager, if that can be; blocks for a moment. */
    boolean adopt(RunIdentity left) {
        return launcher.adopt(definition, left);
    }

    /** An earlier manager's processes were found; a survivor forbids a start until the user asks for one. */
    void leftBehind(Leftover leftover) {
        submit(new Command.LeftoversFound(leftover.pids(), leftover.survivors()));
    }

    synchronized ServerSnapshot snapshot() {
        Optional<ActiveRun> run = launcher.active();
        return new ServerSnapshot(
                id,
                state.status(),
                state.run(),
                run.map(each -> each.server().identity())
                        .filter(identity -> identity.containerId().isEmpty())
                        .map(RunIdentity::pid),
                run.flatMap(each -> each.server().container()),
                run.map(ActiveRun::startedAt),
                restarts,
                lastExit.map(Exit::text),
                error);
    }

    /** Kills what lives, so that a stop under way need not wait. */
    void kill() {
        launcher.active().ifPresent(run -> run.server().kill());
    }

    Optional<Usage> usage() {
        return launcher.active().map(run -> run.cpu().measure(run.server().usage(), System.nanoTime()));
    }

    /** What is wrong with the run, as its runtime sees it; empty if nothing is. */
    Optional<String> fault() {
        return launcher.active().map(run -> run.server().fault()).orElse(Optional.of("does not run"));
    }

    /** Whether the run that lives printed anything since {@code nanoTime}. */
    boolean heardSince(long nanoTime) {
        return launcher.active()
                .filter(run -> run.io().lastHeard() - nanoTime > 0)
                .isPresent();
    }

    /** The MCP session with the run that lives; of an http server, blocks while it is connected. */
    McpSession session() {
        return launcher.active()
                .orElseThrow(() -> new ProblemException(
                        new Problem.Unavailable("Server " + definition.name() + " is not running: start it first")))
                .channel()
                .session();
    }

    /** What the run that lives said of itself when it was connected. */
    Optional<ServerInfo> serverInfo() {
        return launcher.active().flatMap(run -> run.channel().server());
    }

    /** By which the run that lives is reached on loopback, if it is an http server's. */
    Optional<Integer> port() {
        return launcher.active().flatMap(ActiveRun::port);
    }

    /** @param wanted whether the server is to come back with the manager from now on; empty leaves that as it is */
    private CompletableFuture<ServerSnapshot> submitAndAwait(
            Optional<Boolean> wanted, Command command, Predicate<ServerState> settled) {
        var reached = new CompletableFuture<ServerSnapshot>();
        synchronized (this) {
            if (startRefusal.isPresent() && !(command instanceof Command.Stop)) {
                throw new ProblemException(startRefusal.get());
            }
            if (wanted.isPresent()) {
                wish = wanted;
                around.states().saveWanted(id, wanted.get());
            }
            apply(command);
            waiters.add(new Waiter(settled, reached));
        }
        settle();
        return reached;
    }

    private void submit(Command command) {
        synchronized (this) {
            apply(command);
        }
        settle();
    }

    /** Completes who waits for what has come; outside the lock, since their dependents run here. */
    private void settle() {
        List<Waiter> settled;
        ServerSnapshot now;
        synchronized (this) {
            settled =
                    waiters.stream().filter(each -> each.settled().test(state)).toList();
            waiters.removeAll(settled);
            now = snapshot();
        }
        settled.forEach(each -> each.reached().complete(now));
    }

    private void publish() {
        ServerSnapshot now = snapshot();
        if (now.equals(published)) {
            return;
        }
        published = now;
        saveState();
        around.bus().publish(new ServerStatusChanged(now, around.clock().instant()));
    }

    private void saveState() {
        Optional<RunIdentity> alive = launcher.active().map(ActiveRun::server).map(RunningServer::identity);
        around.states().saveState(id, published.status(), published.run(), alive);
    }

    /** Writes once more what is to be known after the manager's end, since writes of it may have failed. */
    synchronized void saveAgain() {
        saveState();
        wish.ifPresent(running -> around.states().saveWanted(id, running));
    }

    private void apply(Command command) {
        around.servers().find(id).ifPresent(current -> definition = current);
        var transitions = new Transitions(
                definition.restart(),
                System.nanoTime(),
                ThreadLocalRandom.current().nextDouble());
        Transitions.Outcome outcome = transitions.apply(state, command);
        ServerState before = state;
        state = outcome.state();
        if (!before.equals(state)) {
            log.debug("server {}: {} -> {} by {}", definition.name(), before, state, command);
        }
        outcome.effects().forEach(this::perform);
        publish();
    }

    private void perform(Effect effect) {
        ServerDefinition current = definition;
        switch (effect) {
            case Effect.Launch(long run) -> {
                CompletableFuture<Void> cancelled = launcher.expect();
                lane.run(() -> launcher.launch(current, run, cancelled));
            }
            case Effect.Terminate(long run) -> {
                launcher.cancel();
                lane.run(() -> launcher.terminate(run));
            }
            case Effect.Wake(long run, Duration delay) ->
                around.timers().after(delay, () -> submit(new Command.Woken(run)));
            case Effect.Unwant() -> {
                wish = Optional.of(false);
                around.states().saveWanted(id, false);
            }
            case Effect.Tell told -> tell(told);
        }
    }

    private void tell(Effect.Tell told) {
        EventKind kind = told.kind();
        switch (kind) {
            case START_REQUESTED, RESTART_REQUESTED -> {
                restarts = 0;
                error = Optional.empty();
            }
            case STOP_REQUESTED, READY, STOPPED -> error = Optional.empty();
            case RESTART_SCHEDULED -> {
                restarts++;
                error = Optional.of(told.message());
            }
            case MCP_UNAVAILABLE, UNREACHABLE, UNHEALTHY, FAILED, CRASH_LOOP -> error = Optional.of(told.message());
            case EXITED -> lastExit = told.exit();
            case SPAWNED, NOTICE, LEFTOVERS_ENDED -> {}
        }
        boolean failure =
                kind == EventKind.FAILED || kind == EventKind.CRASH_LOOP || kind == EventKind.RESTART_SCHEDULED;
        var event = new LifecycleEvent(
                id,
                told.run(),
                kind,
                told.message(),
                told.exit().map(Exit::text),
                failure ? lastWords(told.run()) : List.of(),
                around.clock().instant());
        log.info("server {} run {}: {} {}", definition.name(), event.run(), kind.text(), event.message());
        around.events().append(event);
        around.bus().publish(new LifecycleEventRecorded(event));
    }

    private List<String> lastWords(long run) {
        return lines.latest(LAST_WORDS, line -> line.run() == run && line.source() == LogSource.STDERR).stream()
                .map(LogLine::message)
                .map(line -> line.length() <= LAST_WORDS_LENGTH ? line : line.substring(0, LAST_WORDS_LENGTH) + " …")
                .toList();
    }
}
