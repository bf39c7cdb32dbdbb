package dev.mcpmanager.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentLinesTest {
    private final RecentLines recent = new RecentLines("one", () -> Instant.EPOCH);

    @Test
    void keepsTheLatestThousand() {
        for (int i = 1; i <= 2_500; i++) {
            recent.add(1, LogSource.STDERR, "line " + i);
        }

        assertThat(recent.latest(5_000, _ -> true)).hasSize(1_000);
        assertThat(recent.latest(2, _ -> true)).extracting(LogLine::message).containsExactly("line 2499", "line 2500");
    }

    @Test
    void longLinesPushOutOthersSoThatMemoryIsBounded() {
        for (int i = 0; i < 100; i++) {
            recent.add(1, LogSource.STDERR, "x".repeat(60_000));
        }

        assertThat(recent.latest(1_000, _ -> true)).hasSize(16);
    }

    @Test
    void filtersBeforeItCounts() {
        recent.add(1, LogSource.STDERR, "first run");
        recent.add(2, LogSource.STDOUT, "not stderr");
        recent.add(2, LogSource.STDERR, "second run");

        assertThat(recent.latest(10, line -> line.run() == 2 && line.source() == LogSource.STDERR))
                .extracting(LogLine::message)
                .containsExactly("second run");
    }
}
