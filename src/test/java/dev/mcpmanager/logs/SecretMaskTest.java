package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskTest {

    @ParameterizedTest
    @CsvSource({
        "token=hunter22, token=[secret]",
        "hunter22, [secret]",
        "hunter2 and hunter22hunter22 here, hunter2 and [secret][secret] here",
        "hunter22-long is the longer one, [secret] is the longer one",
        "the secret is schlüssel., the secret is [secret].",
        "abc is too short to be one, abc is too short to be one",
        "nothing to see, nothing to see",
        "hhhunter22, hh[secret]",
        "hunter2, hunter2",
        "first line or second line, [secret] or [secret]",
    })
    void aSecretIsNeverShown(String line, String expected) {
        var mask = new SecretMask(List.of("hunter22", "hunter22-long", "schlüssel", "abc", "first line\nsecond line"));

        assertThat(masked(mask, line)).isEqualTo(expected);
    }

    @Test
    void withoutSecretsNothingIsLookedAt() {
        assertThat(new SecretMask(List.of()).mask(new byte[0], 5, 100)).isFalse();
    }

    @Test
    void aMaskedLineIsNotLongerThanALineMayBe() {
        var mask = new SecretMask(List.of("abcd"));

        assertThat(masked(mask, "abcd".repeat(LineSplitter.MAX_LINE / 4))).hasSize(LineSplitter.MAX_LINE);
    }

    @Test
    void whateverTheTextNoSecretIsLeft() {
        List<String> secrets = List.of("aaab", "abab", "baaa", "bbbbb");
        var mask = new SecretMask(secrets);
        var random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(random.nextInt(2) == 0 ? 'a' : 'b');
            }
            assertThat(masked(mask, text.toString())).doesNotContain(secrets);
        }
    }

    private static String masked(SecretMask mask, String line) {
        byte[] bytes = ("x" + line).getBytes(UTF_8);
        return mask.mask(bytes, 1, bytes.length - 1) ? new String(mask.buffer(), 0, mask.length(), UTF_8) : line;
    }
}
