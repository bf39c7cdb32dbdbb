package dev.mcpmanager.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 2);

    @ParameterizedTest
    @CsvSource({"1,0", "2,1000", "3,2000", "4,4000", "5,8000", "7,32000", "8,60000", "9,60000", "5000,60000"})
    void firstAtOnceThenDoublingUpToTheCap(int failures, long millis) {
        assertThat(backoff.delay(failures, 0)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"2,750", "9,45000"})
    void jitterTakesAtMostAQuarter(int failures, long millis) {
        assertThat(backoff.delay(failures, 1)).isEqualTo(Duration.ofMillis(millis));
    }
}
