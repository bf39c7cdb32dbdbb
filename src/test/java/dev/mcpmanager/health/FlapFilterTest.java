package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlapFilterTest {
    private final FlapFilter filter = new FlapFilter();
    private long now = -5;

    private Optional<Alert.Kind> pass(Alert.Kind kind, Duration later) {
        now += later.toNanos();
        return filter.pass(new Alert(kind, "a", "a", "", Instant.EPOCH), now).map(Alert::kind);
    }

    private List<Alert.Kind> flap(int times, Duration each) {
        var passed = new ArrayList<Alert.Kind>();
        for (int i = 0; i < times; i++) {
            pass(i % 2 == 0 ? Alert.Kind.DOWN : Alert.Kind.UP, each).ifPresent(passed::add);
        }
        return passed;
    }

    @Test
    void whatHappensNowAndThenIsTold() {
        assertThat(flap(100, Duration.ofMinutes(3))).hasSize(100).doesNotContain(Alert.Kind.FLAPPING);
    }

    @Test
    void flappingIsToldOnceAndThenNothing() {
        assertThat(flap(1_000, Duration.ofSeconds(10)))
                .containsExactly(
                        Alert.Kind.DOWN,
                        Alert.Kind.UP,
                        Alert.Kind.DOWN,
                        Alert.Kind.UP,
                        Alert.Kind.DOWN,
                        Alert.Kind.FLAPPING);
    }

    @Test
    void theLastStateIsToldOnceItStays() {
        flap(101, Duration.ofSeconds(10));
        assertThat(filter.settled(now + Duration.ofMinutes(9).toNanos())).isEmpty();
        assertThat(filter.settled(now + Duration.ofMinutes(10).toNanos()).map(Alert::kind))
                .contains(Alert.Kind.DOWN);
        assertThat(filter.settled(now + Duration.ofMinutes(20).toNanos())).isEmpty();
        assertThat(pass(Alert.Kind.UP, Duration.ofMinutes(20))).contains(Alert.Kind.UP);
    }

    @Test
    void whatWasHeldBackIsNotToldOfAServerThatWasStopped() {
        flap(101, Duration.ofSeconds(10));
        filter.stopped();
        assertThat(filter.settled(now + Duration.ofMinutes(10).toNanos())).isEmpty();
        assertThat(pass(Alert.Kind.UP, Duration.ofMinutes(11))).contains(Alert.Kind.UP);
    }

    @Test
    void aStopDoesNotEndTheSilenceOfAServerThatFlaps() {
        flap(101, Duration.ofSeconds(10));
        filter.stopped();
        assertThat(flap(100, Duration.ofSeconds(10))).isEmpty();
    }

    @Test
    void aCrashLoopIsToldWhateverWentBefore() {
        flap(101, Duration.ofSeconds(1));
        assertThat(pass(Alert.Kind.CRASH_LOOP, Duration.ofSeconds(1))).contains(Alert.Kind.CRASH_LOOP);
        assertThat(filter.settled(now + Duration.ofMinutes(10).toNanos())).isEmpty();
    }
}
