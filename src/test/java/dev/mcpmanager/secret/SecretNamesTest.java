package dev.mcpmanager.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "API_KEY",
                "api_key",
                "GitHubToken",
                "CLIENT_SECRET",
                "PGPASSWORD",
                "Authorization",
                "X-Api-Key",
                "Proxy-Authorization",
                "Cookie"
            })
    void looksSecret(String name) {
        assertThat(SecretNames.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PATH", "TZ", "NODE_ENV", "Accept", "PASS_THROUGH"})
    void looksPlain(String name) {
        assertThat(SecretNames.isSecret(name)).isFalse();
    }
}
