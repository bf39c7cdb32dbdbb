package dev.mcpmanager.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeedleTest {
    private final Random random = new Random(7);

    private String text(int length, String alphabet) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void findsWhatIndexOfFinds() {
        for (int i = 0; i < 200_000; i++) {
            String text = text(random.nextInt(60), "aAbB@`{[");
            String wanted = text(1 + random.nextInt(10), "aAbB@`{[");
            int from = random.nextInt(text.length() + 1);
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            var exact = new Needle(wanted.getBytes(StandardCharsets.ISO_8859_1), true);
            String lower = wanted.toLowerCase(Locale.ROOT);
            var folded = new Needle(lower.getBytes(StandardCharsets.ISO_8859_1), false);
            assertThat(exact.in(bytes, from, bytes.length)).isEqualTo(text.indexOf(wanted, from));
            assertThat(folded.in(bytes, from, bytes.length))
                    .isEqualTo(text.toLowerCase(Locale.ROOT).indexOf(lower, from));
        }
    }

    @Test
    void doesNotLookBeyondTheEnd() {
        byte[] text = "0123456789abcdef needle".getBytes(StandardCharsets.ISO_8859_1);
        var needle = new Needle("needle".getBytes(StandardCharsets.ISO_8859_1), true);
        assertThat(needle.in(text, 0, text.length - 1)).isEqualTo(-1);
        assertThat(needle.in(text, 0, text.length)).isEqualTo(17);
    }
}
