package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.server.HealthSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthScheduleTest {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final HealthSettings SETTINGS = new HealthSettings(
            INTERVAL, Duration.ofSeconds(5), 3, 1, Optional.empty(), Optional.empty(), Optional.empty());

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:00:00Z"));
    private final ManualTimers timers = new ManualTimers(clock);
    /** Probes that are under way; each ends when it is taken from here and run. */
    private final Queue<Runnable> threads = new ArrayDeque<>();

    private final StallWatch stalls = new StallWatch(clock::nanos);
    private final List<String> results = new ArrayList<>();
    private final HealthSchedule schedule = new HealthSchedule(
            timers,
            threads::add,
            stalls,
            clock::nanos,
            clock::instant,
            (id, result) -> results.add(id + " " + result.healthy()));

    @BeforeEach
    void tick() {
        timers.every(StallWatch.PERIOD, stalls::tick);
    }

    private void watch(String id, Probe probe) {
        schedule.watch(new Target(id, SETTINGS, Duration.ZERO, probe));
    }

    private void runProbes() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    private static Finding answer(Duration timeout) {
        return Finding.healthy(Duration.ofMillis(3));
    }

    @Test
    void aServerIsProbedSoonAndThenOnceAnInterval() {
        watch("a", HealthScheduleTest::answer);
        timers.pass(Duration.ofSeconds(2));
        runProbes();
        assertThat(results).containsExactly("a true");
        for (int i = 0; i < 20; i++) {
            timers.pass(INTERVAL);
            runProbes();
        }
        assertThat(results).hasSize(21);
    }

    @Test
    void aServerThatStartsIsAskedAgainSoonUntilItAnswers() {
        var listens = new AtomicBoolean();
        Probe probe = timeout -> listens.get() ? answer(timeout) : Finding.unhealthy("connection refused");
        schedule.watch(new Target("a", SETTINGS, Duration.ofSeconds(60), probe));
        for (int i = 0; i < 5; i++) {
            timers.pass(Duration.ofSeconds(2));
            runProbes();
        }
        assertThat(results).hasSize(5).containsOnly("a false");
        listens.set(true);
        timers.pass(Duration.ofSeconds(2));
        runProbes();
        assertThat(results.getLast()).isEqualTo("a true");
        for (int i = 0; i < 10; i++) {
            timers.pass(INTERVAL);
            runProbes();
        }
        assertThat(results).hasSize(16);
    }

    @Test
    void aServerThatNeverAnswersIsAskedAtItsIntervalOnceItsStartPeriodIsOver() {
        schedule.watch(new Target("a", SETTINGS, Duration.ofSeconds(10), _ -> Finding.unhealthy("connection refused")));
        for (int i = 0; i < 6; i++) {
            timers.pass(Duration.ofSeconds(2));
            runProbes();
        }
        int starting = results.size();
        for (int i = 0; i < 10; i++) {
            timers.pass(INTERVAL);
            runProbes();
        }
        assertThat(results).hasSizeBetween(starting + 9, starting + 10);
    }

    @Test
    void aProbeThatHangsDelaysNoOtherAndIsNotBegunTwice() {
        watch("hangs", HealthScheduleTest::answer);
        watch("answers", HealthScheduleTest::answer);
        timers.pass(Duration.ofSeconds(2));
        Runnable hanging = threads.remove();
        for (int i = 0; i < 10; i++) {
            timers.pass(INTERVAL);
            runProbes();
        }
        assertThat(results).hasSizeBetween(10, 11);
        assertThat(new HashSet<>(results)).hasSize(1);
        hanging.run();
        assertThat(new HashSet<>(results)).isEqualTo(Set.of("answers true", "hangs true"));
    }

    @Test
    void aCheckOnDemandSharesTheProbeUnderWay() {
        watch("a", HealthScheduleTest::answer);
        CompletableFuture<ProbeResult> first = schedule.check("a");
        CompletableFuture<ProbeResult> second = schedule.check("a");
        timers.pass(Duration.ofSeconds(2));
        assertThat(threads).hasSize(1);
        runProbes();
        assertThat(first.join()).isEqualTo(second.join());
        assertThat(results).hasSize(1);
    }

    @Test
    void aCheckOnDemandEndsAlsoWhenItsResultIsNotTaken() {
        var failing = new HealthSchedule(timers, threads::add, stalls, clock::nanos, clock::instant, (_, _) -> {
            throw new IllegalStateException("the server is gone");
        });
        failing.watch(new Target("a", SETTINGS, Duration.ZERO, HealthScheduleTest::answer));
        CompletableFuture<ProbeResult> check = failing.check("a");
        runProbes();
        assertThat(check).isCompleted();
    }

    @Test
    void whatAStoppedServersProbeFindsIsDropped() {
        watch("a", HealthScheduleTest::answer);
        CompletableFuture<ProbeResult> check = schedule.check("a");
        schedule.unwatch("a");
        runProbes();
        assertThat(check).isCompleted();
        assertThat(results).isEmpty();
        timers.pass(Duration.ofMinutes(5));
        assertThat(threads).isEmpty();
        assertThat(timers.waiting()).as("only the watch on stalls").isEqualTo(1);
        assertThatThrownBy(() -> schedule.check("a"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not running");
    }

    @Test
    void aProbeIsClosedWhenItIsReplacedOrItsServerStops() {
        var closed = new ArrayList<String>();
        for (String name : List.of("first", "second")) {
            watch("a", new Probe() {
                @Override
                public Finding check(Duration timeout) {
                    return answer(timeout);
                }

                @Override
                public void close() {
                    closed.add(name);
                }
            });
        }
        runProbes();
        assertThat(closed).containsExactly("first");
        schedule.unwatch("a");
        runProbes();
        assertThat(closed).containsExactly("first", "second");
    }

    @Test
    void whatWasFoundWhileTheManagerWasHeldUpIsAskedAgain() {
        var asked = new ArrayList<Long>();
        watch("a", timeout -> {
            asked.add(clock.nanos());
            if (asked.size() > 1) {
                return answer(timeout);
            }
            // SIGSTOP: time passes, and no timer runs
            clock.pass(Duration.ofSeconds(60));
            return Finding.unhealthy("no answer within 5000 ms");
        });
        timers.pass(Duration.ofSeconds(2));
        runProbes();
        assertThat(asked).hasSize(2);
        assertThat(results).containsExactly("a true");
    }

    @Test
    void aManagerThatIsAlwaysHeldUpReportsNobody() {
        watch("a", _ -> {
            clock.pass(Duration.ofSeconds(5));
            return Finding.unhealthy("no answer within 5000 ms");
        });
        CompletableFuture<ProbeResult> check = schedule.check("a");
        runProbes();
        assertThat(results).isEmpty();
        assertThat(check).isCompletedExceptionally();
    }

    @Test
    void aServerThatHangsWhileTheManagerRunsIsUnhealthy() {
        watch("a", _ -> {
            timers.pass(Duration.ofSeconds(5));
            return Finding.unhealthy("no answer within 5000 ms");
        });
        timers.pass(Duration.ofSeconds(2));
        runProbes();
        assertThat(results).containsExactly("a false");
    }

    @Test
    void aProbeThatFailsByItselfSaysNothingOfTheServer() {
        watch("a", timeout -> {
            throw new IllegalStateException("a mistake");
        });
        CompletableFuture<ProbeResult> check = schedule.check("a");
        runProbes();
        assertThat(check).isCompletedExceptionally();
        assertThat(results).isEmpty();
    }

    @Test
    void manyServersAreSpreadOverTheInterval() {
        int servers = 3_000;
        var perSecond = new int[30];
        IntStream.range(0, servers)
                .mapToObj("server-%d"::formatted)
                .forEach(id -> perSecond[(int) (Phase.next(id, INTERVAL, 0) / 1_000_000_001L)]++);
        assertThat(Arrays.stream(perSecond))
                .allSatisfy(count -> assertThat(count).isBetween(50, 160));
    }

    @Test
    void theNextProbeIsAtTheSamePhase() {
        long at = 0;
        Optional<Long> phase = Optional.empty();
        for (int i = 0; i < 100; i++) {
            long next = at + Phase.next("a", INTERVAL, at);
            assertThat(next - at).isPositive().isLessThanOrEqualTo(INTERVAL.toNanos());
            assertThat(phase.orElse(next % INTERVAL.toNanos())).isEqualTo(next % INTERVAL.toNanos());
            phase = Optional.of(next % INTERVAL.toNanos());
            at = next + i * 1_000_003L;
        }
    }
}
