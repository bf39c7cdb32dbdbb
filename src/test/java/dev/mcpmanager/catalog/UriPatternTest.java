package dev.mcpmanager.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriPatternTest {

    @ParameterizedTest
    @CsvSource({
        "demo://text/{id}, demo://text/1, true",
        "demo://text/{id}, demo://text/, true",
        "demo://text/{id}, demo://blob/1, false",
        "demo://{kind}/{id}.txt, demo://a/b.txt, true",
        "demo://{kind}/{id}.txt, demo://a/b.md, false",
        "demo://{kind}/{id}.txt, demo://.txt, false",
        "file:///{+path}, file:///a/b/c, true",
        "memo://fixed, memo://fixed, true",
        "memo://fixed, memo://fixed/more, false",
        "'{a}', anything, true",
        "'ab{x}bc', abc, false",
        "'open{end', 'open{end', true",
    })
    void matchesWhatHasItsFixedParts(String template, String uri, boolean matches) {
        assertThat(UriPattern.of(template).matches(uri)).isEqualTo(matches);
    }

    @Test
    @Timeout(10)
    void aTemplateMadeToTakeLongDoesNot() {
        String template = "a{x}".repeat(10_000) + "b";
        assertThat(UriPattern.of(template).matches("a".repeat(1_000_000))).isFalse();
    }
}
