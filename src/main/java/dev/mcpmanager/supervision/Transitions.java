package dev.mcpmanager.supervision;

import static dev.mcpmanager.supervision.EventKind.CRASH_LOOP;
import static dev.mcpmanager.supervision.EventKind.EXITED;
import static dev.mcpmanager.supervision.EventKind.FAILED;
import static dev.mcpmanager.supervision.EventKind.LEFTOVERS_ENDED;
import static dev.mcpmanager.supervision.EventKind.MCP_UNAVAILABLE;
import static dev.mcpmanager.supervision.EventKind.NOTICE;
import static dev.mcpmanager.supervision.EventKind.READY;
import static dev.mcpmanager.supervision.EventKind.RESTART_REQUESTED;
import static dev.mcpmanager.supervision.EventKind.RESTART_SCHEDULED;
import static dev.mcpmanager.supervision.EventKind.SIGNED_IN;
import static dev.mcpmanager.supervision.EventKind.SIGN_IN_NEEDED;
import static dev.mcpmanager.supervision.EventKind.SPAWNED;
import static dev.mcpmanager.supervision.EventKind.START_REQUESTED;
import static dev.mcpmanager.supervision.EventKind.STOPPED;
import static dev.mcpmanager.supervision.EventKind.STOP_REQUESTED;
import static dev.mcpmanager.supervision.EventKind.UNHEALTHY;
import static dev.mcpmanager.supervision.EventKind.UNREACHABLE;

import dev.mcpmanager.oauth.SignInState;
import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.runtime.StopResult;
import dev.mcpmanager.server.RestartPolicy;
import dev.mcpmanager.server.RestartSettings;
import dev.mcpmanager.supervision.Effect.Tell;
import dev.mcpmanager.supervision.ServerState.BackingOff;
import dev.mcpmanager.supervision.ServerState.Failed;
import dev.mcpmanager.supervision.ServerState.Next;
import dev.mcpmanager.supervision.ServerState.Running;
import dev.mcpmanager.supervision.ServerState.Starting;
import dev.mcpmanager.supervision.ServerState.Stopped;
import dev.mcpmanager.supervision.ServerState.Stopping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The rules of supervision as a pure function of state and command. Immutable.
 *
 * @param settings of the server, as they are now
 * @param now in {@link System#nanoTime()} nanoseconds
 * @param random in [0, 1), for the jitter of a wait
 * @param sessionRun the latest number that a run of a client's session has; 0 before the first
 */
record Transitions(RestartSettings settings, long now, double random, long sessionRun) {

    /** The state that follows, and what is to be done, in order. */
    record Outcome(ServerState state, List<Effect> effects) {
        Outcome {
            effects = List.copyOf(effects);
        }

        static Outcome of(ServerState state, Effect... effects) {
            return new Outcome(state, List.of(effects));
        }
    }

    Outcome apply(ServerState state, Command command) {
        return switch (command) {
            case Command.Start(String reason) -> start(state, reason);
            case Command.Stop(String reason) -> stop(state, reason);
            case Command.Restart(String reason) -> restart(state, reason);
            case Command.Spawned spawned -> spawned(state, spawned);
            case Command.SpawnRefused(long run, String reason) ->
                state instanceof Starting && state.run() == run ? failed(run, reason) : Outcome.of(state);
            case Command.SpawnFailed(long run, String reason) -> spawnFailed(state, run, reason);
            case Command.Adopted(long run) ->
                state.equals(new Stopped(run))
                        ? Outcome.of(
                                new Starting(run, Failures.NONE),
                                Tell.of(run, NOTICE, "outlived the manager before this one, and goes on"))
                        : Outcome.of(state);
            case Command.PlaceAway(long run, String reason) -> placeAway(state, run, reason);
            case Command.SignInAwaited(long run, String reason) ->
                state instanceof Starting(long current, Failures failures) && current == run
                        ? Outcome.of(new BackingOff(run, failures), Tell.of(run, SIGN_IN_NEEDED, reason))
                        : Outcome.of(state);
            case Command.SignInChanged(SignInState signIn, boolean isOver) -> signInChanged(state, signIn, isOver);
            case Command.Noticed(long run, String message) ->
                state.run() == run ? Outcome.of(state, Tell.of(run, NOTICE, message)) : Outcome.of(state);
            case Command.Ready(long run, String message) ->
                state instanceof Starting(long current, Failures failures) && current == run
                        ? Outcome.of(new Running(run, failures, now), Tell.of(run, READY, message))
                        : Outcome.of(state);
            case Command.McpLost(long run, String reason) -> mcpLost(state, run, reason);
            case Command.Unhealthy(long run, String reason) -> unhealthy(state, run, reason);
            case Command.Exited(long run, Exit exit) -> state.run() == run ? exited(state, exit) : Outcome.of(state);
            case Command.Terminated(long run, StopResult result) ->
                state instanceof Stopping stopping && stopping.run() == run
                        ? terminated(stopping, result)
                        : Outcome.of(state);
            case Command.Woken(long run) ->
                state instanceof BackingOff(long current, Failures failures) && current == run
                        ? Outcome.of(new Starting(after(run), failures), new Effect.Launch(after(run)))
                        : Outcome.of(state);
            case Command.LeftoversFound(List<Long> pids, List<Long> survivors) ->
                survivors.isEmpty()
                        ? Outcome.of(
                                state, Tell.of(state.run(), LEFTOVERS_ENDED, "ended processes " + pids + " of before"))
                        : failed(state.run(), livingOn(survivors));
        };
    }

    private static String livingOn(List<Long> survivors) {
        return "processes " + survivors + " live on in spite of SIGKILL; end them, then start again";
    }

    private Outcome start(ServerState state, String reason) {
        Tell told = Tell.of(state.run(), START_REQUESTED, reason);
        return switch (state) {
            case Stopped(long run) -> launch(after(run), Failures.NONE, told);
            case Failed(long run, String _) -> launch(after(run), Failures.NONE, told);
            case BackingOff(long run, Failures _) -> launch(after(run), Failures.NONE, told);
            // a wish of the user ends the count of failures, so that it is answered like a first start
            case Starting(long run, Failures _) -> Outcome.of(new Starting(run, Failures.NONE));
            case Running _ -> Outcome.of(state);
            case Stopping stopping ->
                stopping.next() == Next.START
                        ? Outcome.of(state)
                        : Outcome.of(new Stopping(stopping.run(), Failures.NONE, Next.START, stopping.exit()), told);
        };
    }

    private static Outcome stop(ServerState state, String reason) {
        Tell told = Tell.of(state.run(), STOP_REQUESTED, reason);
        return switch (state) {
            case Stopped _ -> Outcome.of(state);
            case Failed(long run, String _) -> Outcome.of(new Stopped(run), told);
            case BackingOff(long run, Failures _) -> Outcome.of(new Stopped(run), told);
            case Starting(long run, Failures failures) -> terminate(run, failures, Next.REST, told);
            case Running(long run, Failures failures, long _) -> terminate(run, failures, Next.REST, told);
            case Stopping stopping ->
                stopping.next() == Next.REST
                        ? Outcome.of(state)
                        : Outcome.of(
                                new Stopping(stopping.run(), stopping.failures(), Next.REST, stopping.exit()), told);
        };
    }

    private Outcome restart(ServerState state, String reason) {
        Tell told = Tell.of(state.run(), RESTART_REQUESTED, reason);
        return switch (state) {
            case Starting(long run, Failures _) -> terminate(run, Failures.NONE, Next.START, told);
            case Running(long run, Failures _, long _) -> terminate(run, Failures.NONE, Next.START, told);
            case Stopped _, Failed _, BackingOff _, Stopping _ -> start(state, reason);
        };
    }

    private static Outcome spawned(ServerState state, Command.Spawned spawned) {
        return state.run() == spawned.run()
                ? Outcome.of(state, Tell.of(spawned.run(), SPAWNED, spawned.what()))
                : Outcome.of(state);
    }

    private Outcome spawnFailed(ServerState state, long run, String reason) {
        if (!(state instanceof Starting(long current, Failures failures)) || current != run) {
            return Outcome.of(state);
        }
        return settings.policy() == RestartPolicy.NEVER
                ? failed(run, reason)
                : retry(run, failures.add(now, settings), reason);
    }

    /** No failure of the server, so that no number of them makes a crash loop. */
    private static Outcome placeAway(ServerState state, long run, String reason) {
        Tell told = Tell.of(run, UNREACHABLE, reason);
        return switch (state) {
            case Starting(long current, Failures failures)
            when current == run -> Outcome.of(new BackingOff(run, failures), told);
            case Stopping stopping when stopping.run() == run -> Outcome.of(state, told);
            case Stopped _, Starting _, Running _, Stopping _, BackingOff _, Failed _ -> Outcome.of(state);
        };
    }

    private static Outcome signInChanged(ServerState state, SignInState signIn, boolean isOver) {
        Optional<String> need = signIn.need().filter(_ -> state instanceof Running);
        boolean isTold =
                isOver && (state instanceof Running || state instanceof BackingOff || state instanceof Starting);
        if (need.isPresent()) {
            return Outcome.of(state, Tell.of(state.run(), SIGN_IN_NEEDED, need.get()));
        }
        String why = signIn.isSignedIn() ? "somebody has signed in" : "it demands no sign-in any more";
        return isTold ? Outcome.of(state, Tell.of(state.run(), SIGNED_IN, why)) : Outcome.of(state);
    }

    private static Outcome mcpLost(ServerState state, long run, String reason) {
        return (state instanceof Starting || state instanceof Running) && state.run() == run
                ? Outcome.of(state, Tell.of(run, MCP_UNAVAILABLE, reason))
                : Outcome.of(state);
    }

    private Outcome exited(ServerState state, Exit exit) {
        var told = new Tell(state.run(), EXITED, "ended with " + exit.text(), Optional.of(exit));
        return switch (state) {
            case Starting(long run, Failures failures) -> ended(run, failures, exit, told);
            case Running running -> ended(running.run(), failuresOf(running), exit, told);
            case Stopping(long run, Failures failures, Next next, Optional<Exit> _) ->
                Outcome.of(new Stopping(run, failures, next, Optional.of(exit)), told);
            case Stopped _, BackingOff _, Failed _ -> Outcome.of(state);
        };
    }

    private Outcome unhealthy(ServerState state, long run, String reason) {
        return state instanceof Running running && running.run() == run
                ? terminate(run, failuresOf(running).add(now, settings), Next.RETRY, Tell.of(run, UNHEALTHY, reason))
                : Outcome.of(state);
    }

    /** Without the count of those in a row once it ran stably. */
    private Failures failuresOf(Running running) {
        return now - running.since() >= settings.stableAfter().toNanos()
                ? running.failures().stable()
                : running.failures();
    }

    private Outcome ended(long run, Failures failures, Exit exit, Tell told) {
        return Outcome.of(
                new Stopping(run, failures.add(now, settings), Next.POLICY, Optional.of(exit)),
                told,
                new Effect.Terminate(run));
    }

    private Outcome terminated(Stopping stopping, StopResult result) {
        long run = stopping.run();
        if (!result.survivors().isEmpty()) {
            return failed(run, livingOn(result.survivors()));
        }
        String how = result.killed() ? ", but only SIGKILL ended all of it" : "";
        Tell gone = Tell.of(run, STOPPED, "nothing of run " + run + " lives" + how);
        return switch (stopping.next()) {
            case REST -> Outcome.of(new Stopped(run), gone);
            case START -> launch(after(run), Failures.NONE, gone);
            case POLICY -> byPolicy(stopping, gone);
            case RETRY -> retry(run, stopping.failures(), "was unhealthy");
        };
    }

    private Outcome byPolicy(Stopping stopping, Tell gone) {
        long run = stopping.run();
        boolean clean = stopping.exit().equals(Optional.of(new Exit.Code(0)));
        String reason = "ended with " + stopping.exit().map(Exit::text).orElse("no exit code");
        Outcome done = Outcome.of(new Stopped(run), gone, new Effect.Unwant());
        return switch (settings.policy()) {
            case NEVER -> clean ? done : failed(run, reason);
            case ON_FAILURE -> clean ? done : retry(run, stopping.failures(), reason);
            case ALWAYS -> retry(run, stopping.failures(), reason);
        };
    }

    private Outcome retry(long run, Failures failures, String reason) {
        if (failures.crashLoop(settings)) {
            String why = "crash loop: failed " + failures.recent().size() + " times within "
                    + settings.failureWindow().toSeconds() + " s, last: " + reason;
            return Outcome.of(new Failed(run, why), Tell.of(run, CRASH_LOOP, why));
        }
        Duration delay = new Backoff(settings.backoff(), settings.maxBackoff(), 2).delay(failures.inARow(), random);
        Tell told = Tell.of(
                run, RESTART_SCHEDULED, reason + "; restart " + failures.inARow() + " in " + delay.toMillis() + " ms");
        return delay.isZero()
                ? launch(after(run), failures, told)
                : Outcome.of(new BackingOff(run, failures), told, new Effect.Wake(run, delay));
    }

    /** The number of the next run: no two of a server have the same. */
    private long after(long run) {
        return Math.max(run, sessionRun) + 1;
    }

    private static Outcome launch(long run, Failures failures, Tell told) {
        return Outcome.of(new Starting(run, failures), told, new Effect.Launch(run));
    }

    private static Outcome terminate(long run, Failures failures, Next next, Tell told) {
        return Outcome.of(new Stopping(run, failures, next, Optional.empty()), told, new Effect.Terminate(run));
    }

    private static Outcome failed(long run, String reason) {
        return Outcome.of(new Failed(run, reason), Tell.of(run, FAILED, reason));
    }
}
