package dev.mcpmanager.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.logs.LogStore;
import dev.mcpmanager.server.ServerValidator;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedValuesTest {

    @ParameterizedTest
    @CsvSource({
        "key is pass\"word\\1, key is [secret]",
        "'{\"key\": \"pass\\\"word\\\\1\"}', '{\"key\": \"[secret]\"}'",
        "of 12 3 kinds, of 12 3 kinds",
        "not so secret, not so secret",
    })
    void aSecretIsTakenOutAlsoAsJsonWritesIt(String line, String redacted, @TempDir Path dir) {
        var definition = ServerValidator.create(Json.STRICT.readTree("""
                {"name": "one", "type": "command", "command": "any", "environment":
                 {"A_KEY": "pass\\"word\\\\1", "B_KEY": "12", "C": "not so secret"}}
                """), "id", Instant.EPOCH);

        try (LogStore store = LogStore.open(dir.resolve("logs.db"), InstantSource.system())) {
            var run = new LogCaptures(store, InstantSource.system()).of("id").run(1, MaskedValues.of(definition));
            assertThat(run.masked(line)).isEqualTo(redacted);
        }
    }
}
