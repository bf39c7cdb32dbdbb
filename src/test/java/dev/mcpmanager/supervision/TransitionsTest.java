package dev.mcpmanager.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.oauth.SignInState;
import dev.mcpmanager.runtime.Exit;
import dev.mcpmanager.runtime.StopResult;
import dev.mcpmanager.server.RestartPolicy;
import dev.mcpmanager.server.RestartSettings;
import dev.mcpmanager.supervision.ServerState.BackingOff;
import dev.mcpmanager.supervision.ServerState.Failed;
import dev.mcpmanager.supervision.ServerState.Next;
import dev.mcpmanager.supervision.ServerState.Running;
import dev.mcpmanager.supervision.ServerState.Starting;
import dev.mcpmanager.supervision.ServerState.Stopped;
import dev.mcpmanager.supervision.ServerState.Stopping;
import dev.mcpmanager.supervision.Transitions.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransitionsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Failures ONE = new Failures(List.of(0L), 1);
    private static final Command START = new Command.Start("requested");
    private static final Command STOP = new Command.Stop("requested");
    private static final Command RESTART = new Command.Restart("requested");
    private static final StopResult GONE = new StopResult(false, List.of());
    private static final Exit CRASH = new Exit.Code(1);

    static Stream<Arguments> wishes() {
        var stopped = new Stopped(3);
        var failed = new Failed(3, "why");
        var starting = new Starting(3, ONE);
        var running = new Running(3, ONE, 0);
        var backingOff = new BackingOff(3, ONE);
        var resting = new Stopping(3, ONE, Next.REST, Optional.empty());
        var recovering = new Stopping(3, ONE, Next.POLICY, Optional.of(CRASH));
        var next = new Starting(4, Failures.NONE);
        return Stream.of(
                Arguments.of(stopped, START, next),
                Arguments.of(failed, START, next),
                Arguments.of(backingOff, START, next),
                Arguments.of(starting, START, new Starting(3, Failures.NONE)),
                Arguments.of(running, START, running),
                Arguments.of(resting, START, new Stopping(3, Failures.NONE, Next.START, Optional.empty())),
                Arguments.of(recovering, START, new Stopping(3, Failures.NONE, Next.START, Optional.of(CRASH))),
                Arguments.of(stopped, STOP, stopped),
                Arguments.of(failed, STOP, stopped),
                Arguments.of(backingOff, STOP, stopped),
                Arguments.of(starting, STOP, resting),
                Arguments.of(running, STOP, resting),
                Arguments.of(resting, STOP, resting),
                Arguments.of(recovering, STOP, new Stopping(3, ONE, Next.REST, Optional.of(CRASH))),
                Arguments.of(stopped, RESTART, next),
                Arguments.of(failed, RESTART, next),
                Arguments.of(backingOff, RESTART, next),
                Arguments.of(starting, RESTART, new Stopping(3, Failures.NONE, Next.START, Optional.empty())),
                Arguments.of(running, RESTART, new Stopping(3, Failures.NONE, Next.START, Optional.empty())));
    }

    @ParameterizedTest
    @MethodSource("wishes")
    void wishesOfTheUser(ServerState before, Command command, ServerState after) {
        Outcome outcome = on(RestartPolicy.ON_FAILURE, 0).apply(before, command);

        assertThat(outcome.state()).isEqualTo(after);
        boolean launches = after instanceof Starting && before.run() != after.run();
        boolean terminates = after instanceof Stopping && !(before instanceof Stopping);
        assertThat(outcome.effects().stream().anyMatch(Effect.Launch.class::isInstance))
                .isEqualTo(launches);
        assertThat(outcome.effects().stream().anyMatch(Effect.Terminate.class::isInstance))
                .isEqualTo(terminates);
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(RestartPolicy.NEVER, new Exit.Code(0), ServerStatus.STOPPED),
                Arguments.of(RestartPolicy.NEVER, new Exit.Code(1), ServerStatus.ERROR),
                Arguments.of(RestartPolicy.NEVER, new Exit.Signal(9), ServerStatus.ERROR),
                Arguments.of(RestartPolicy.ON_FAILURE, new Exit.Code(0), ServerStatus.STOPPED),
                Arguments.of(RestartPolicy.ON_FAILURE, new Exit.Code(1), ServerStatus.RESTARTING),
                Arguments.of(RestartPolicy.ON_FAILURE, new Exit.Signal(15), ServerStatus.RESTARTING),
                Arguments.of(RestartPolicy.ALWAYS, new Exit.Code(0), ServerStatus.RESTARTING),
                Arguments.of(RestartPolicy.ALWAYS, new Exit.Code(3), ServerStatus.RESTARTING));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void whatFollowsAnEndByItself(RestartPolicy policy, Exit exit, ServerStatus status) {
        Transitions transitions = on(policy, 100 * SECOND);
        ServerState ended = transitions
                .apply(new Running(1, Failures.NONE, 0), new Command.Exited(1, exit))
                .state();
        Outcome outcome = transitions.apply(ended, new Command.Terminated(1, GONE));

        assertThat(ended.status()).isEqualTo(ServerStatus.RESTARTING);
        assertThat(outcome.state().status()).isEqualTo(status);
    }

    @Test
    void theReplacementIsLaunchedOnlyWhenNothingOfTheOldRunLives() {
        Transitions transitions = on(RestartPolicy.ON_FAILURE, 0);
        Outcome ended = transitions.apply(new Running(1, Failures.NONE, 0), new Command.Exited(1, CRASH));
        assertThat(ended.effects()).contains(new Effect.Terminate(1)).noneMatch(Effect.Launch.class::isInstance);

        Outcome gone = transitions.apply(ended.state(), new Command.Terminated(1, GONE));
        assertThat(gone.effects()).contains(new Effect.Launch(2));
    }

    @Test
    void anUnhealthyRunIsReplacedWhateverThePolicy() {
        Transitions transitions = on(RestartPolicy.NEVER, 0);
        Outcome told = transitions.apply(new Running(1, Failures.NONE, 0), new Command.Unhealthy(1, "hangs"));
        assertThat(told.effects())
                .containsExactly(Effect.Tell.of(1, EventKind.UNHEALTHY, "hangs"), new Effect.Terminate(1));
        ServerState ended = transitions
                .apply(told.state(), new Command.Exited(1, new Exit.Code(0)))
                .state();

        assertThat(transitions.apply(ended, new Command.Terminated(1, GONE)).effects())
                .contains(new Effect.Launch(2));
        ServerState stopped = transitions.apply(ended, STOP).state();
        assertThat(transitions.apply(stopped, new Command.Terminated(1, GONE)).state())
                .isEqualTo(new Stopped(1));
    }

    @Test
    void aRunNeverHasTheNumberOfASessionsRun() {
        var transitions = new Transitions(RestartSettings.DEFAULT, 0, 0, 7);

        assertThat(transitions.apply(new Stopped(3), START).state()).isEqualTo(new Starting(8, Failures.NONE));
        assertThat(transitions.apply(new Stopped(9), START).state()).isEqualTo(new Starting(10, Failures.NONE));
        assertThat(transitions
                        .apply(new BackingOff(3, ONE), new Command.Woken(3))
                        .effects())
                .containsExactly(new Effect.Launch(8));
    }

    @Test
    void oneThatIsUnhealthyAgainAndAgainWaitsLongerAndIsGivenUp() {
        var failures = new Failures(List.of(0L), 1);
        Transitions transitions = on(RestartPolicy.ON_FAILURE, SECOND);
        ServerState ending = transitions
                .apply(new Running(2, failures, 0), new Command.Unhealthy(2, "hangs"))
                .state();
        assertThat(transitions.apply(ending, new Command.Terminated(2, GONE)).state())
                .isInstanceOf(BackingOff.class);

        var many = new Failures(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), 9);
        ServerState last = transitions
                .apply(new Running(9, many, 0), new Command.Unhealthy(9, "hangs"))
                .state();
        assertThat(transitions.apply(last, new Command.Terminated(9, GONE)).state())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).endsWith("last: was unhealthy"));
    }

    @Test
    void survivorsOfAKillForbidAReplacement() {
        var recovering = new Stopping(1, ONE, Next.POLICY, Optional.of(CRASH));

        Outcome outcome = on(RestartPolicy.ALWAYS, 0)
                .apply(recovering, new Command.Terminated(1, new StopResult(true, List.of(77L))));

        assertThat(outcome.state()).isInstanceOf(Failed.class);
        assertThat(((Failed) outcome.state()).reason()).contains("77");
    }

    @Test
    void newsOfAnEarlierRunChangesNothing() {
        ServerState running = new Running(5, Failures.NONE, 0);
        Transitions transitions = on(RestartPolicy.ALWAYS, 0);
        for (Command old : List.of(
                new Command.Exited(4, CRASH),
                new Command.Ready(4, "ready"),
                new Command.Terminated(4, GONE),
                new Command.Woken(4),
                new Command.SpawnFailed(4, "x"),
                new Command.SpawnRefused(4, "x"),
                new Command.McpLost(4, "x"),
                new Command.Unhealthy(4, "x"),
                new Command.Spawned(4, "process 1"))) {
            assertThat(transitions.apply(running, old)).isEqualTo(new Outcome(running, List.of()));
        }
    }

    @Test
    void firstRestartAtOnceThenBackoffThenCrashLoop() {
        ServerState state = new Starting(1, Failures.NONE);
        List<Long> waits = new java.util.ArrayList<>();
        long now = 0;
        while (!(state instanceof Failed)) {
            Transitions transitions = on(RestartPolicy.ON_FAILURE, now);
            ServerState ended = transitions
                    .apply(state, new Command.Exited(state.run(), CRASH))
                    .state();
            Outcome outcome = transitions.apply(ended, new Command.Terminated(state.run(), GONE));
            state = outcome.state();
            assertThat(outcome.effects().stream()
                            .anyMatch(effect ->
                                    effect instanceof Effect.Tell told && told.kind() == EventKind.CRASH_LOOP))
                    .isEqualTo(state instanceof Failed);
            if (state instanceof BackingOff) {
                Duration delay = outcome.effects().stream()
                        .filter(Effect.Wake.class::isInstance)
                        .map(effect -> ((Effect.Wake) effect).delay())
                        .findFirst()
                        .orElseThrow();
                waits.add(delay.toSeconds());
                now += delay.toNanos();
                state = on(RestartPolicy.ON_FAILURE, now)
                        .apply(state, new Command.Woken(state.run()))
                        .state();
            }
        }

        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(((Failed) state).reason()).contains("crash loop: failed 10 times within 300 s", "code 1");
    }

    @Test
    void stableRunningMakesTheNextFailureTheFirst() {
        var manyFailures = new Failures(List.of(0L), 5);
        Outcome outcome = on(RestartPolicy.ON_FAILURE, 31 * SECOND)
                .apply(new Running(1, manyFailures, SECOND), new Command.Exited(1, CRASH));

        assertThat(((Stopping) outcome.state()).failures().inARow()).isEqualTo(1);
    }

    @Test
    void failuresOutsideTheWindowAreForgotten() {
        Failures failures = Failures.NONE;
        for (int i = 0; i < 100; i++) {
            failures = failures.add(60L * i * SECOND, RestartSettings.DEFAULT);
            assertThat(failures.recent()).hasSizeLessThanOrEqualTo(5);
            assertThat(failures.crashLoop(RestartSettings.DEFAULT)).isFalse();
        }
    }

    @Test
    void noOrderOfCommandsMakesTwoProcessesOfOneServer() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            ServerState state = new Stopped(0);
            int living = 0;
            for (int step = 0; step < 60; step++) {
                long run = state.run();
                Command command = switch (random.nextInt(9)) {
                    case 0 -> START;
                    case 1 -> STOP;
                    case 2 -> RESTART;
                    case 3 -> new Command.Ready(run, "ready");
                    case 4 -> new Command.Exited(run, CRASH);
                    case 5 -> new Command.Terminated(run, GONE);
                    case 6 -> new Command.SpawnFailed(run, "no memory");
                    case 7 -> new Command.Woken(run);
                    default -> new Command.Terminated(run - 1, GONE);
                };
                boolean failsToSpawn = command instanceof Command.SpawnFailed && state instanceof Starting;
                boolean isGone = command.equals(new Command.Terminated(run, GONE)) && state instanceof Stopping;
                if (failsToSpawn || isGone) {
                    living = 0;
                }
                Outcome outcome = on(RestartPolicy.ALWAYS, step * SECOND).apply(state, command);
                state = outcome.state();
                for (Effect effect : outcome.effects()) {
                    if (effect instanceof Effect.Launch) {
                        living++;
                    }
                }
                assertThat(living).isLessThanOrEqualTo(1);
                if (state instanceof Stopped || state instanceof BackingOff || state instanceof Failed) {
                    assertThat(living).isZero();
                }
            }
        }
    }

    private static Transitions on(RestartPolicy policy, long now) {
        RestartSettings defaults = RestartSettings.DEFAULT;
        return new Transitions(
                new RestartSettings(
                        policy,
                        defaults.backoff(),
                        defaults.maxBackoff(),
                        defaults.stableAfter(),
                        defaults.maxFailures(),
                        defaults.failureWindow()),
                now,
                0,
                0);
    }

    @Test
    void aSignInThatIsAwaitedIsNoFailure() {
        Outcome outcome =
                on(RestartPolicy.ON_FAILURE, 0).apply(new Starting(3, ONE), new Command.SignInAwaited(3, "why"));

        assertThat(outcome)
                .isEqualTo(Outcome.of(new BackingOff(3, ONE), Effect.Tell.of(3, EventKind.SIGN_IN_NEEDED, "why")));
    }

    @Test
    void aSignInThatIsNeededEndsNoRun() {
        var needed = new Command.SignInChanged(new SignInState(Optional.of("why"), Optional.empty()), false);
        var signedIn = new Command.SignInChanged(new SignInState(Optional.empty(), Optional.of("issuer")), true);
        var open = new Command.SignInChanged(SignInState.NONE, true);
        var elsewhere = new Command.SignInChanged(SignInState.NONE, false);
        ServerState running = new Running(3, ONE, 0);
        Transitions rules = on(RestartPolicy.ON_FAILURE, 0);

        assertThat(rules.apply(running, needed))
                .isEqualTo(Outcome.of(running, Effect.Tell.of(3, EventKind.SIGN_IN_NEEDED, "why")));
        assertThat(rules.apply(running, signedIn).effects())
                .containsExactly(Effect.Tell.of(3, EventKind.SIGNED_IN, "somebody has signed in"));
        assertThat(rules.apply(running, open).effects())
                .containsExactly(Effect.Tell.of(3, EventKind.SIGNED_IN, "it demands no sign-in any more"));
        assertThat(rules.apply(running, elsewhere)).isEqualTo(Outcome.of(running));
        assertThat(rules.apply(new Stopped(3), needed)).isEqualTo(Outcome.of(new Stopped(3)));
        assertThat(rules.apply(new Stopped(3), signedIn)).isEqualTo(Outcome.of(new Stopped(3)));
    }
}
