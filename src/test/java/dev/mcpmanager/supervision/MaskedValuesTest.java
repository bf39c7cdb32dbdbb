package dev.mcpmanager.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.logs.LogCaptures;
import dev.mcpmanager.logs.testing.UnstoredLines;
import dev.mcpmanager.server.ServerValidator;
import java.time.Instant;
import java.time.InstantSource;
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
    void aSecretIsTakenOutAlsoAsJsonWritesIt(String line, String redacted) {
        var definition = ServerValidator.create(Json.STRICT.readTree("""
                {"name": "one", "type": "command", "command": "any", "environment":
                 {"A_KEY": "pass\\"word\\\\1", "B_KEY": "12", "C": "not so secret"}}
                """), "id", Instant.EPOCH);

        var run = new LogCaptures(new UnstoredLines(), InstantSource.system())
                .of("id")
                .run(1, MaskedValues.of(definition));
        assertThat(run.masked(line)).isEqualTo(redacted);
    }
}
