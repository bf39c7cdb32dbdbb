package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
    private static final int HISTORIES = 100_000;

    @Test
    void itIsExactInRandomHistories() {
        long counted = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            var life = new RandomLife(seed);
            var random = new Random(~seed);
            Instant from = RandomLife.BEGIN.plusMillis(random.nextLong(-20_000_000, 20_000_000));
            Instant until = from.plusMillis(random.nextLong(50_000_000));
            Availability computed = Availability.of(life.stored().iterator(), from, until, life.now());
            Availability truth = new Availability(
                    passed(life, HealthState.HEALTHY, from, until), passed(life, HealthState.UNHEALTHY, from, until));
            assertThat(computed).as("history %d", seed).isEqualTo(truth);
            counted += truth.healthyMillis() > 0 && truth.unhealthyMillis() > 0 ? 1 : 0;
        }
        assertThat(counted).as("histories that can tell a mistake").isGreaterThan(HISTORIES / 10);
    }

    /** Slow and plain: looks at every stretch of time as it passed. */
    private static long passed(RandomLife life, HealthState state, Instant from, Instant until) {
        long millis = 0;
        for (RandomLife.Passed each : life.observed()) {
            if (each.state() == state) {
                long begin = Math.clamp(each.wall(), from.toEpochMilli(), until.toEpochMilli());
                long end = Math.clamp(each.wall() + each.millis(), from.toEpochMilli(), until.toEpochMilli());
                millis += end - begin;
            }
        }
        return millis;
    }

    @Test
    void nothingCountedIsNoShare() {
        assertThat(new Availability(0, 0).percent()).isEmpty();
        assertThat(new Availability(3, 1).percent()).hasValue(75);
    }

    @Test
    void anIntervalThatLastsCountsUntilNow() {
        var interval = new Interval(HealthState.HEALTHY, "", Instant.ofEpochSecond(10), Optional.empty());
        Instant now = Instant.ofEpochSecond(25);
        assertThat(Availability.of(List.of(interval).iterator(), Instant.EPOCH, now.plusSeconds(100), now))
                .isEqualTo(new Availability(Duration.ofSeconds(15).toMillis(), 0));
    }

    @Test
    void incidentsWithoutABreakAreOne() {
        Instant at = Instant.EPOCH;
        List<Interval> intervals = List.of(
                unhealthy("ended with code 1", at, 5),
                unhealthy("crash loop", at.plusSeconds(5), 5),
                new Interval(HealthState.HEALTHY, "", at.plusSeconds(10), Optional.of(at.plusSeconds(20))),
                unhealthy("refused", at.plusSeconds(20), 1));
        assertThat(Incident.latest(intervals.reversed().iterator(), 10))
                .containsExactly(
                        new Incident(at.plusSeconds(20), Optional.of(at.plusSeconds(21)), List.of("refused")),
                        new Incident(at, Optional.of(at.plusSeconds(10)), List.of("ended with code 1", "crash loop")));
    }

    @Test
    void ofAServerThatFlapsNoMoreIsReadThanIsAskedFor() {
        Instant now = Instant.ofEpochSecond(1_000_000);
        Stream<Interval> endless = Stream.iterate(now, at -> at.minusSeconds(2))
                .flatMap(at -> Stream.of(
                        new Interval(HealthState.HEALTHY, "", at.minusSeconds(1), Optional.of(at)),
                        unhealthy("no answer", at.minusSeconds(2), 1)));
        assertThat(Incident.latest(endless.iterator(), 3))
                .extracting(Incident::from)
                .containsExactly(now.minusSeconds(2), now.minusSeconds(4), now.minusSeconds(6));
    }

    @Test
    void anIncidentKeepsTheReasonsThatItBeganWith() {
        Stream<Interval> newestFirst = IntStream.iterate(99, i -> i >= 0, i -> i - 1)
                .mapToObj(i -> unhealthy("reason " + i % 50, Instant.ofEpochSecond(i), 1));
        assertThat(Incident.latest(newestFirst.iterator(), 1))
                .singleElement()
                .satisfies(incident -> assertThat(incident.reasons())
                        .containsExactlyElementsOf(IntStream.range(0, 10)
                                .mapToObj(i -> "reason " + i)
                                .toList()));
    }

    private static Interval unhealthy(String reason, Instant from, long seconds) {
        return new Interval(HealthState.UNHEALTHY, reason, from, Optional.of(from.plusSeconds(seconds)));
    }
}
