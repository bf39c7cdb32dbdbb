package dev.mcpmanager.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "5m, PT5M",
        "1h, PT1H",
        "30d, PT720H",
        "36h, PT36H",
        "90s, PT90S",
        "1500ms, PT1.5S",
        "0s, PT0S"
    })
    void isReadAndWrittenTheSame(String text, Duration duration) {
        assertThat(Durations.parse(text)).contains(duration);
        assertThat(Durations.format(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"60s, 1m", "1000ms, 1s", "120m, 2h", "48h, 2d"})
    void isWrittenInTheLargestExactUnit(String text, String shortest) {
        assertThat(Durations.format(Durations.parse(text).orElseThrow())).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-5s", "5 s", "5S", "1.5s", "5w", "1m30s", "9999999999999s", "s", "٣s"})
    void refusesOtherForms(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
