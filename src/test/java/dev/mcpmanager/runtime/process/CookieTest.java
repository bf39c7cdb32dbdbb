package dev.mcpmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieTest {

    @Test
    void itsTextNamesInstanceServerAndRun() {
        var cookie = new Cookie("instance", "server", 7);

        assertThat(cookie.text()).isEqualTo("instance.server.7");
        assertThat(Cookie.parse(cookie.text())).contains(cookie);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b", "a.1", "a.b.c", "a.b.", "a.b.99999999999999999999"})
    void whatSomebodyElseSetIsNoCookie(String text) {
        assertThat(Cookie.parse(text)).isEmpty();
    }
}
