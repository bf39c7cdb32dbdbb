package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.health.IntervalChange.Closed;
import dev.mcpmanager.health.IntervalChange.Opened;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthClockTest {
    private static final Instant BEGIN = Instant.parse("2026-03-29T00:00:00Z");

    private final ManualClock time = new ManualClock(BEGIN);
    private final HealthClock clock = new HealthClock(time, time::nanos);

    @ParameterizedTest
    @ValueSource(longs = {-86_400_000, -3_600_000, -1_000, 1_000, 3_600_000})
    void itFollowsTheWallClockOnlyWhenToldTo(long millis) {
        time.pass(Duration.ofSeconds(10));
        time.set(Duration.ofMillis(millis));
        assertThat(clock.instant()).isEqualTo(BEGIN.plusSeconds(10));
        assertThat(clock.adjust())
                .contains(new HealthClock.Jump(
                        BEGIN.plusSeconds(10).toEpochMilli(),
                        BEGIN.plusSeconds(10).toEpochMilli() + millis));
        time.pass(Duration.ofMillis(5));
        assertThat(clock.instant()).isEqualTo(time.instant());
        assertThat(clock.adjust()).isEmpty();
    }

    @Test
    void lessThanASecondIsNoJump() {
        time.set(Duration.ofMillis(999));
        assertThat(clock.adjust()).isEmpty();
        assertThat(clock.instant()).isEqualTo(BEGIN);
    }

    @Test
    void beingHeldUpBetweenTwoLooksIsNoJump() {
        var held = new HealthClock(
                () -> {
                    Instant seen = time.instant();
                    time.pass(Duration.ofSeconds(60));
                    return seen;
                },
                time::nanos);
        assertThat(held.adjust()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenForTooLongBecomesUnobserved() {
        var tracker = new IntervalTracker(clock);
        tracker.change("a", HealthState.HEALTHY, "");
        IntervalTracker.Cut first = tracker.cut();
        tracker.written(first);
        long failed = 0;
        while (failed <= IntervalTracker.MAX_PENDING) {
            time.pass(Duration.ofMillis(1));
            tracker.change("a", failed % 4 == 0 ? HealthState.UNHEALTHY : HealthState.HEALTHY, "");
            failed += 2;
        }
        tracker.failed(tracker.cut());
        assertThat(tracker.cut().changes())
                .containsExactly(
                        new Closed("a", first.at()), new Opened("a", HealthState.UNHEALTHY, "", clock.millis()));
    }
}
