package dev.mcpmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PsProcessTableTest {

    @Test
    void aLineOfPsIsRead() {
        long started = Instant.parse("2026-11-02T14:59:12Z").getEpochSecond();

        assertThat(PsProcessTable.parse("  812     1   800 Ss    4504 00:01:02 Mon Nov  2 14:59:12 2026"))
                .contains(new ProcessEntry(
                        new ProcessId(812, started), 1, 800, 4504 * 1024, Duration.ofSeconds(62), Optional.empty()));
    }

    @Test
    void aZombieIsNotAlive() {
        assertThat(PsProcessTable.parse("812 1 800 Z+ 0 00:00:00 Mon Nov  2 14:59:12 2026"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0:00.50,500", "01:02:03,3723000", "2-00:00:01,172801000"})
    void cpuTimeIsReadAsLinuxAndMacosWriteIt(String text, long millis) {
        var entry = PsProcessTable.parse("812 1 800 S 0 " + text + " Mon Nov 2 14:59:12 2026");

        assertThat(entry.orElseThrow().cpuTime()).isEqualTo(Duration.ofMillis(millis));
    }
}
