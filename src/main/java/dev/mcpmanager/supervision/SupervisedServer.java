package dev.mcpmanager.supervision;

import dev.mcpmanager.logs.RecentLines;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.mcp.ServerInfo;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
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

    private record Waiter(Predicate<ServerState> settled, CompletableFuture<ServerSnapshot> reached) {}

    private final String id;
    private final Surroundings around;
    private final RecentLines lines;
    private final Chronicle chronicle;
    private final Lane lane = new Lane();
    private final Launcher launcher;
    private final SessionRuns sessionRuns = new SessionRuns();
    private final List<Waiter> waiters = new ArrayList<>();

    private ServerDefinition definition;
    private ServerState state;
    /** What the user last wanted of it in this manager's time. */
    private Optional<Boolean> wish = Optional.empty();

    /** The latest number of a run of a session. */
    private long sessionRun;

    private Optional<Problem> startRefusal = Optional.empty();
    private ServerSnapshot published;

    SupervisedServer(ServerDefinition definition, long lastRun, long sessionRun, Surroundings around) {
        this.id = definition.id();
        this.definition = definition;
        this.around = around;
        this.lines = around.logs().of(id).recent();
        this.chronicle = new Chronicle(lines, around);
        this.state = new ServerState.Stopped(lastRun);
        this.sessionRun = sessionRun;
        this.launcher = new Launcher(around, this::submit);
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
        return stop(Optional.of(false), reason);
    }

    /** Like {@link #stop}, but what the user wants of the server stays. */
    CompletableFuture<ServerSnapshot> shutDown(String reason) {
        return stop(Optional.empty(), reason);
    }

    private CompletableFuture<ServerSnapshot> stop(Optional<Boolean> wanted, String reason) {
        return submitAndAwait(wanted, new Command.Stop(reason), SupervisedServer::stopSettled)
                .thenCombine(sessionRuns.gone(), (stopped, _) -> stopped);
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

    /** A run for one client's session, beside the server's own, which must run. */
    synchronized SessionRun startForSession() {
        startRefusal.ifPresent(why -> {
            throw new ProblemException(why);
        });
        if (!(state instanceof ServerState.Running)) {
            throw notRunning();
        }
        sessionRun = Math.max(sessionRun, state.run()) + 1;
        around.states().saveSessionRun(id, sessionRun);
        around.servers().find(id).ifPresent(current -> definition = current);
        var run = new SessionRun(definition, sessionRun, around, this::notice);
        sessionRuns.start(run);
        return run;
    }

    private ProblemException notRunning() {
        return new ProblemException(
                new Problem.Unavailable("Server " + definition.name() + " is not running: start it first"));
    }

    /** Tells of a session's run, which changes nothing of the server's own. */
    private synchronized void notice(String message) {
        chronicle.tell(definition, Effect.Tell.of(state.run(), EventKind.NOTICE, message));
    }

    /** The run fails its checks: it is ended and started again as after a failure, unless it ended meanwhile. */
    void restartUnhealthy(long run, String reason) {
        submit(new Command.Unhealthy(run, reason));
    }

    /** Somebody must sign in to it, or nobody any more. */
    void signInChanged(boolean isOver) {
        submit(new Command.SignInChanged(around.signIns().state(id), isOver));
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
                        .filter(RunIdentity::isProcess)
                        .map(RunIdentity::pid),
                run.flatMap(each -> each.server().container()),
                run.map(ActiveRun::startedAt),
                chronicle.restarts(),
                chronicle.lastExit(),
                chronicle.error(),
                around.signIns().state(id));
    }

    /** Kills what lives, so that a stop under way need not wait. */
    void kill() {
        launcher.active().ifPresent(run -> run.server().kill());
        sessionRuns.kill();
    }

    Optional<Usage> usage() {
        return launcher.active()
                .filter(run -> run.server().identity().isOfThisMachine())
                .map(run -> run.cpu().measure(run.server().usage(), System.nanoTime()));
    }

    /** What is wrong with the run, as its runtime sees it; empty if nothing is. */
    Optional<String> fault() {
        return launcher.active().map(run -> run.server().fault()).orElse(Optional.of("does not run"));
    }

    /** Why the place where it is to run cannot be reached, while that is so. */
    Optional<String> away() {
        return chronicle.away();
    }

    /** Whether the run that lives printed anything since {@code nanoTime}. */
    boolean heardSince(long nanoTime) {
        return launcher.active()
                .filter(run -> run.io().lastHeard() - nanoTime > 0)
                .isPresent();
    }

    /** The MCP session with the run that lives; of an http server, blocks while it is connected. */
    McpSession session() {
        return channel().session();
    }

    /** Likewise, without blocking. */
    CompletableFuture<McpSession> connect() {
        return channel().connect();
    }

    private Channel channel() {
        return launcher.active().orElseThrow(this::notRunning).channel();
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
        Optional<RunIdentity> alive = launcher.active()
                .map(ActiveRun::server)
                .map(RunningServer::identity)
                .filter(RunIdentity::isOfThisMachine);
        around.states().saveState(id, published.status(), published.run(), alive);
    }

    /** Writes once more what is to be known after the manager's end, since writes of it may have failed. */
    synchronized void saveAgain() {
        saveState();
        around.states().saveSessionRun(id, sessionRun);
        wish.ifPresent(running -> around.states().saveWanted(id, running));
    }

    private void apply(Command command) {
        around.servers().find(id).ifPresent(current -> definition = current);
        var transitions = new Transitions(
                definition.restart(),
                System.nanoTime(),
                ThreadLocalRandom.current().nextDouble(),
                sessionRun);
        Transitions.Outcome outcome = transitions.apply(state, command);
        ServerState before = state;
        state = outcome.state();
        if (!before.equals(state)) {
            log.debug("server {}: {} -> {} by {}", definition.name(), before, state, command);
        }
        outcome.effects().forEach(this::perform);
        if (isToRest(state)) {
            launcher.cancel();
        }
        if (command instanceof Command.Restart || isToRest(state)) {
            sessionRuns.end();
        }
        publish();
    }

    /** Whether nothing of the server is to live; a run that failed and is replaced harms no session's. */
    private static boolean isToRest(ServerState state) {
        return switch (state) {
            case ServerState.Stopped _, ServerState.Failed _ -> true;
            case ServerState.Stopping stopping ->
                stopping.next() == ServerState.Next.REST || stopping.next() == ServerState.Next.START;
            case ServerState.Starting _, ServerState.Running _, ServerState.BackingOff _ -> false;
        };
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
            case Effect.Tell told -> chronicle.tell(current, told);
        }
    }
}
