package dev.mcpmanager.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({"0KiB, 0", "64KiB, 65536", "512MiB, 536870912", "2GiB, 2147483648", "1025KiB, 1049600"})
    void isReadAndWrittenTheSame(String text, long bytes) {
        assertThat(Sizes.parse(text)).contains(bytes);
        assertThat(Sizes.format(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-5MiB", "5 MiB", "5MB", "5mib", "1.5GiB", "9999999999GiB", "MiB", "٣MiB"})
    void refusesOtherForms(String text) {
        assertThat(Sizes.parse(text)).isEmpty();
    }
}
