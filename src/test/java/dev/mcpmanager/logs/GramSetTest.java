package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.logs.BlockText.Bytes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GramSetTest {
    private final GramSet grams = new GramSet();

    /** Slow, but plainly what a signature is. */
    private static long[] expected(byte[] text, int length) {
        var bits = new long[Grams.BITS / Long.SIZE];
        for (int i = 0; i + Grams.LENGTH <= length; i++) {
            byte[] gram = new byte[Grams.LENGTH];
            System.arraycopy(text, i, gram, 0, Grams.LENGTH);
            int bit = Grams.bits(gram)[0];
            bits[bit / Long.SIZE] |= 1L << bit;
        }
        for (int i = 0; i + Grams.DIGITS <= length; i++) {
            byte[] run = Arrays.copyOfRange(text, i, i + Grams.DIGITS);
            if (new String(run, ISO_8859_1).matches("[0-9]{6}")) {
                int bit = Grams.digitsBit(run, 0);
                bits[bit / Long.SIZE] |= 1L << bit;
            }
        }
        return bits;
    }

    @Test
    void aSignatureHasTheBitsOfAllGramsOfWhateverBytes() {
        var random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            byte[] text = new byte[random.nextInt(40)];
            random.nextBytes(text);
            int length = random.nextInt(text.length + 1);

            assertThat(grams.signature(new Bytes(text, length))).isEqualTo(expected(text, length));
        }
    }

    @Test
    void aSignatureHasTheBitsOfAllRunsOfSixDigits() {
        var random = new Random(4);
        for (int round = 0; round < 5_000; round++) {
            byte[] text = new byte[random.nextInt(60)];
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) "0123456789/:ab".charAt(random.nextInt(20) % 14);
            }
            int length = random.nextInt(text.length + 1);

            assertThat(grams.signature(new Bytes(text, length))).isEqualTo(expected(text, length));
        }
    }

    @Test
    void aNeedleOfDigitsHasTheirRunsToo() {
        assertThat(Grams.bits("12345678".getBytes(ISO_8859_1))).hasSize(5 + 3);
        assertThat(Grams.bits("12345".getBytes(ISO_8859_1))).hasSize(2);
    }

    @Test
    void everyByteIsFoldedAsNeedlesAre() {
        byte[] text = new byte[4 * 256];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (i / 4);
        }

        assertThat(grams.signature(new Bytes(text, text.length))).isEqualTo(expected(text, text.length));
        assertThat(grams.signature(bytes("REQUEST failed"))).isEqualTo(grams.signature(bytes("request Failed")));
    }

    @Test
    void nothingOfOneTextIsInTheNextSignature() {
        grams.signature(bytes("something else"));

        assertThat(grams.signature(bytes("abc"))).containsOnly(0);
    }

    private static Bytes bytes(String text) {
        return new Bytes(text.getBytes(ISO_8859_1), text.length());
    }
}
