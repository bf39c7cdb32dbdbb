package dev.mcpmanager.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

class JsonCursorTest {
    private static final int TEXTS = 20_000;
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\\u00e9",
        "\\ud800",
        "\\u12",
        "\\x",
        "true",
        "nul",
        "-",
        "0",
        "01",
        "1.5",
        "1.",
        ".5",
        "1e5",
        "1E+",
        "-0",
        "é",
        "\u20ac",
        "\ud83d\ude00",
        "\u0000",
        "\u001f",
        "\u007f",
        " ",
        "\t",
        "\n",
        "\u00a0",
        "abcdefgh"
    };

    /** Seeds are fixed, so that a failure can be repeated. */
    @Test
    void whatJacksonReadsIsReadAndNothingElse() {
        var random = new Random(6);
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = (i % 2 == 0 ? mutated(value(random, 4), random) : noise(random));
            assertThat(isRead(text))
                    .as(new String(text, StandardCharsets.ISO_8859_1))
                    .isEqualTo(isReadByJackson(text));
        }
    }

    @Test
    void textIsWhatJacksonSays() {
        var random = new Random(7);
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = string(random).getBytes(StandardCharsets.UTF_8);
            assertThat(new JsonCursor(text, 0, text.length).text())
                    .isEqualTo(Json.STRICT.readValue(text, String.class));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 64})
    void eachByteOfAStringIsLookedAt(int length) {
        for (int at = 0; at < length; at++) {
            byte[] text = ("\"" + "a".repeat(length) + "\"").getBytes(StandardCharsets.US_ASCII);
            for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
                text[at + 1] = (byte) b;
                assertThat(isRead(text)).as(at + " " + b).isEqualTo(isReadByJackson(text));
            }
        }
    }

    @Test
    void nestingIsReadUpToItsBound() {
        assertThat(isRead(nested(Json.MAX_DEPTH))).isTrue();
        assertThatThrownBy(() -> read(nested(Json.MAX_DEPTH + 1))).isInstanceOf(JsonCursor.Malformed.class);
        assertThatThrownBy(() -> read(nested(1_000_000))).isInstanceOf(JsonCursor.Malformed.class);
    }

    private static byte[] nested(int levels) {
        return ("[".repeat(levels) + "]".repeat(levels)).getBytes(StandardCharsets.US_ASCII);
    }

    private static void read(byte[] text) {
        // not at the begin, so that no index is mistaken for a length
        byte[] buffer = new byte[text.length + 20];
        System.arraycopy(text, 0, buffer, 10, text.length);
        var cursor = new JsonCursor(buffer, 10, 10 + text.length);
        cursor.value();
        if (cursor.peek() >= 0) {
            throw new JsonCursor.Malformed("more", cursor.at());
        }
    }

    private static boolean isRead(byte[] text) {
        try {
            read(text);
            return true;
        } catch (JsonCursor.Malformed e) {
            return false;
        }
    }

    private static boolean isReadByJackson(byte[] text) {
        // of bytes, Jackson would guess the encoding
        try (JsonParser parser = Json.STRICT.createParser(new String(text, StandardCharsets.UTF_8))) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            // reads what is lazily looked at
            if (parser.currentToken().isScalarValue()) {
                var _ = parser.getString();
            }
            return parser.nextToken() == null && isUtf8(text);
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean isUtf8(byte[] text) {
        return java.util.Arrays.equals(new String(text, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), text);
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> string(random);
            case 1 -> Integer.toString(random.nextInt());
            case 2 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10));
            case 3 -> random.nextBoolean() ? "true" : "false";
            case 4 -> "null";
            case 5 ->
                "[" + value(random, depth - 1) + (random.nextBoolean() ? " , " + value(random, depth - 1) : "") + "]";
            default ->
                "{" + string(random) + ": " + value(random, depth - 1) + ",\"z\":" + value(random, depth - 1) + "}";
        };
    }

    private static String string(Random random) {
        var text = new StringBuilder("\"");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(
                    switch (random.nextInt(6)) {
                        case 0 -> "\\n";
                        case 1 -> "\\u00" + Integer.toHexString(16 + random.nextInt(200));
                        case 2 -> "é\u20ac\ud83d\ude00";
                        case 3 -> "\\\"";
                        default -> "abc";
                    });
        }
        return text.append('"').toString();
    }

    /** One byte is another, or is gone, or is twice there; or nothing is. */
    private static byte[] mutated(String value, Random random) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(text.length);
        switch (random.nextInt(4)) {
            case 0 -> text[at] = (byte) random.nextInt(256);
            case 1 -> text[at] = (byte) "{}[]:,\"\\0e-.tfn ".charAt(random.nextInt(16));
            case 2 -> System.arraycopy(text, at, text, 0, text.length - at);
            default -> {}
        }
        return text;
    }

    private static byte[] noise(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
