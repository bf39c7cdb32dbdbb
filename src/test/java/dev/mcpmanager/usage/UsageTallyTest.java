package dev.mcpmanager.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.supervision.Usage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTallyTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final UsageTally tally = new UsageTally();

    private void add(long run, long kib, long cpuMillis, long second) {
        var usage = new Usage(run, kib << 10, Duration.ofMillis(cpuMillis), 0, 1);
        tally.add("one", usage, 1_000 * second, second * SECOND);
    }

    private Map<UsageTally.Key, UsageSums> all() {
        return tally.takeBefore(Long.MAX_VALUE);
    }

    @Test
    void aMinuteAddsUpItsSamples() {
        add(1, 100, 0, 0);
        add(1, 400, 5_000, 10);
        add(1, 100, 6_000, 20);
        assertThat(all())
                .containsExactly(Map.entry(
                        new UsageTally.Key("one", 0, 1), new UsageSums(3, 600, 400, 6_000_000, 20_000_000, 500)));
    }

    @Test
    void whatOneRunUsedIsNotTheNextOnes() {
        add(1, 100, 60_000, 0);
        add(2, 200, 1_000, 10);
        add(2, 200, 2_000, 20);
        assertThat(all())
                .containsOnly(
                        Map.entry(new UsageTally.Key("one", 0, 1), UsageSums.first(100 << 10)),
                        Map.entry(
                                new UsageTally.Key("one", 0, 2),
                                new UsageSums(2, 400, 200, 1_000_000, 10_000_000, 100)));
    }

    @Test
    void cpuOfChildrenThatEndedIsNotTakenBack() {
        add(1, 100, 9_000, 0);
        add(1, 100, 2_000, 10);
        assertThat(all().values()).containsExactly(new UsageSums(2, 200, 100, 0, 10_000_000, 0));
    }

    @Test
    void theMinuteUnderWayIsLeft() {
        add(1, 100, 0, 59);
        add(1, 100, 0, 60);
        assertThat(tally.takeBefore(1).keySet()).containsExactly(new UsageTally.Key("one", 0, 1));
        assertThat(all().keySet()).containsExactly(new UsageTally.Key("one", 1, 1));
        assertThat(all()).isEmpty();
    }

    @Test
    void whatIsPutBackIsAddedToWhatCameMeanwhile() {
        add(1, 100, 0, 0);
        Map<UsageTally.Key, UsageSums> taken = all();
        tally.ended("one");
        add(1, 300, 0, 10);
        tally.putBack(taken);
        assertThat(all().values()).containsExactly(new UsageSums(2, 400, 300, 0, 0, 0));
    }

    @Test
    void whatWaitsIsBounded() {
        for (int run = 0; run < UsageTally.MAX_WAITING + 7; run++) {
            add(run, 100, 0, run);
        }
        assertThat(all()).hasSize(UsageTally.MAX_WAITING);
        assertThat(tally.takeDropped()).isEqualTo(7);
        assertThat(tally.takeDropped()).isZero();
    }

    @Test
    void aForgottenServerLeavesNothing() {
        add(1, 100, 0, 0);
        tally.forget("one");
        assertThat(all()).isEmpty();
    }
}
