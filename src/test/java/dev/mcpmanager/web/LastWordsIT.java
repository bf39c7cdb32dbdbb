package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.health.Incident;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.logs.LogSearch;
import dev.mcpmanager.logs.LogStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastWordsIT {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Incident INCIDENT = new Incident(NOW, Optional.empty(), List.of("no answer"));

    @TempDir
    private Path directory;

    @Test
    void incidentsOfANoisyServerComeWithoutLastWordsOnceTheTimeIsOver() {
        var clock = InstantSource.fixed(NOW);
        try (var store = LogStore.open(directory.resolve("logs.db"), clock);
                var search = new LogSearch(store)) {
            byte[] words = "a\nb\n".getBytes(StandardCharsets.UTF_8);
            new LogCaptures(store, clock).of("one").run(1, List.of()).stderr(words, 0, words.length);
            assertThat(new LastWords(search, Duration.ofMinutes(1)).before("one", INCIDENT))
                    .containsExactly("a", "b");
            assertThat(new LastWords(search, Duration.ZERO).before("one", INCIDENT))
                    .isEmpty();
        }
    }
}
