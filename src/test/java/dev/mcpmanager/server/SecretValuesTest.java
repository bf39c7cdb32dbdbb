package dev.mcpmanager.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.json.Json;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What patches do to values that are secret, or become so. */
class SecretValuesTest {
    private static final ServerDefinition SERVER =
            ServerValidator.create(Json.STRICT.readTree("""
                    {"name": "a", "type": "command", "command": "cat",
                     "environment": {"TOKEN": "t", "PIN": {"value": "1", "secret": true}, "PLAIN": "p"}}"""), "ID", Instant.EPOCH);

    private static Optional<EnvironmentValue> after(String patch, String name) {
        ServerDefinition changed =
                ServerValidator.change(SERVER, Json.LENIENT.readTree("{\"environment\":" + patch + "}"), Instant.EPOCH);
        return Optional.ofNullable(
                Launch.environmentOf(Optional.of(changed.launch())).get(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"TOKEN\": {\"secret\": true}}                     | TOKEN | t | true",
                "{\"TOKEN\": \"new\"}                                | TOKEN | new | true",
                "{\"TOKEN\": {\"value\": \"new\"}}                   | TOKEN | new | true",
                "{\"TOKEN\": {\"value\": \"new\", \"secret\": false}} | TOKEN | new | false",
                "{\"PIN\": \"2\"}                                    | PIN   | 2 | true",
                "{\"PLAIN\": {\"secret\": true}}                     | PLAIN | p | true",
                "{\"PLAIN\": \"q\"}                                  | PLAIN | q | false",
                "{\"OTHER\": \"o\"}                                  | TOKEN | t | true",
            })
    void aPatchKeepsWhatItDoesNotName(String patch, String name, String value, boolean secret) {
        assertThat(after(patch, name)).contains(new EnvironmentValue(value, secret));
    }

    @Test
    void nullRemoves() {
        assertThat(after("{\"TOKEN\": null}", "TOKEN")).isEmpty();
    }

    @Test
    void aStoredSecretCannotBeMadeReadable() {
        assertThatThrownBy(() -> after("{\"TOKEN\": {\"secret\": false}}", "TOKEN"))
                .hasMessage("environment.TOKEN.value: is missing");
    }

    @Test
    void aSecretWithoutValueNeedsAStoredOne() {
        assertThatThrownBy(() -> after("{\"NEW\": {\"secret\": true}}", "NEW"))
                .hasMessage("environment.NEW.value: is missing, and none is stored");
    }

    @Test
    void anErrorDoesNotQuoteTheValue() {
        assertThatThrownBy(() -> after("{\"TOKEN\": \"hidden\\nvalue\"}", "TOKEN"))
                .hasMessage("environment.TOKEN: must not contain a newline");
    }
}
