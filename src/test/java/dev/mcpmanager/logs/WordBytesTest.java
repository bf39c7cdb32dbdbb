package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WordBytesTest {
    private static final String CHARACTERS = "ab_zAZ09@[`{/:.\" \u001b\u0080\u00e9\u00ff-=\t";

    private static boolean isWord(byte character) {
        return character == '_' || (character >= 0 && Character.isLetterOrDigit(character));
    }

    private static int next(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            boolean begins = isWord(text[at]) && !Character.isDigit(text[at]) && (at == from || !isWord(text[at - 1]));
            if (begins || text[at] == '"' || text[at] == 0x1b) {
                return at;
            }
        }
        return to;
    }

    private static int end(byte[] text, int from, int to) {
        int at = from;
        while (at < to && isWord(text[at])) {
            at++;
        }
        return at;
    }

    @Test
    void findsTheWordsThatByteByByteAreFoundWhereverALineLies() {
        var random = new Random(5);
        for (int round = 0; round < 50_000; round++) {
            byte[] text = new byte[random.nextInt(1, 50)];
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) CHARACTERS.charAt(random.nextInt(random.nextBoolean() ? 8 : CHARACTERS.length()));
            }
            int from = random.nextInt(text.length);
            int to = random.nextInt(from, text.length + 1);

            assertThat(WordBytes.next(text, from, to)).isEqualTo(next(text, from, to));
            assertThat(WordBytes.end(text, from, to)).isEqualTo(end(text, from, to));
        }
    }

    @Test
    void knowsEveryCharacter() {
        for (int character = 0; character < 256; character++) {
            byte[] text = ("(((" + (char) character + "((((((((").getBytes(ISO_8859_1);

            assertThat(WordBytes.next(text, 0, text.length)).isEqualTo(next(text, 0, text.length));
            assertThat(WordBytes.end(text, 3, text.length)).isEqualTo(end(text, 3, text.length));
        }
    }
}
