package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private Charset charset = UTF_8;
    private final LineSplitter splitter =
            new LineSplitter((buffer, offset, length) -> lines.add(new String(buffer, offset, length, charset)));

    static List<Arguments> texts() {
        return List.of(
                Arguments.of("", List.of()),
                Arguments.of("\n", List.of("")),
                Arguments.of("one", List.of("one")),
                Arguments.of("one\ntwo\r\n\nföur\nlast", List.of("one", "two", "", "föur", "last")),
                Arguments.of("ends\n", List.of("ends")),
                Arguments.of("\r\n\r\n", List.of("", "")),
                Arguments.of(" 10 %\r 20 %\r100 %\nnext\n", List.of("100 %", "next")),
                Arguments.of("\r 10 %\r 20 %\r\nnext\n", List.of(" 20 %", "next")),
                Arguments.of("a long state\rshort\n", List.of("short")),
                Arguments.of("two returns\r\r\n\n", List.of("two returns", "")),
                Arguments.of("still going\r", List.of("still going")),
                Arguments.of("gone\rnot done", List.of("not done")),
                Arguments.of("nul \0 and bell \7 stay\n", List.of("nul \0 and bell \7 stay")));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void chunksMayEndAnywhere(String text, List<String> expected) {
        byte[] bytes = text.getBytes(UTF_8);
        var random = new Random(42);
        for (int round = 0; round < 200; round++) {
            lines.clear();
            addInChunks(bytes, random, 1 + round % 12);
            assertThat(lines).isEqualTo(expected);
        }
    }

    @Test
    void anyBytesComeOutAsASimpleSplitterWouldGiveThem() {
        charset = ISO_8859_1;
        var random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                int kind = random.nextInt(20);
                bytes[i] = kind == 0 ? (byte) '\n' : kind == 1 ? (byte) '\r' : bytes[i];
            }
            lines.clear();
            addInChunks(bytes, random, 1 + random.nextInt(100));
            assertThat(lines).isEqualTo(simplySplit(new String(bytes, ISO_8859_1)));
        }
    }

    private static List<String> simplySplit(String text) {
        List<String> split = new ArrayList<>(List.of(text.split("\n", -1)));
        String rest = split.removeLast();
        split.replaceAll(LineSplitterTest::lastState);
        if (!lastState(rest).isEmpty()) {
            split.add(lastState(rest));
        }
        return split;
    }

    private static String lastState(String line) {
        return Arrays.stream(line.split("\r"))
                .filter(state -> !state.isEmpty())
                .reduce((_, later) -> later)
                .orElse("");
    }

    @Test
    void aLineWithoutEndIsCutAndItsLengthTold() {
        byte[] chunk = new byte[10_000];
        Arrays.fill(chunk, (byte) 'x');
        for (int i = 0; i < 10_000; i++) {
            splitter.add(chunk, 0, chunk.length);
        }
        splitter.add("\nnext\n".getBytes(UTF_8), 0, 6);

        assertThat(lines).containsExactly("x".repeat(LineSplitter.MAX_LINE) + " … [99934464 bytes cut]", "next");
    }

    @Test
    void aLongLineWithinOneChunkIsCutToo() {
        byte[] bytes = ("y".repeat(LineSplitter.MAX_LINE + 1) + "\nnext\n").getBytes(UTF_8);

        splitter.add(bytes, 0, bytes.length);

        assertThat(lines).containsExactly("y".repeat(LineSplitter.MAX_LINE) + " … [1 bytes cut]", "next");
    }

    @ParameterizedTest
    @MethodSource("tornCharacters")
    void aCutTearsNoCharacter(String character, int before) {
        String start = "z".repeat(LineSplitter.MAX_LINE - before);
        byte[] bytes = (start + character + "\n").getBytes(UTF_8);

        splitter.add(bytes, 0, bytes.length);

        assertThat(lines).containsExactly(start + " … [" + character.getBytes(UTF_8).length + " bytes cut]");
    }

    static List<Arguments> tornCharacters() {
        return List.of(
                Arguments.of("ä", 1),
                Arguments.of("€", 1),
                Arguments.of("€", 2),
                Arguments.of("😀", 1),
                Arguments.of("😀", 2),
                Arguments.of("😀", 3));
    }

    @Test
    void aProgressBarWithoutEndBecomesItsLastState() {
        byte[] state = ("=".repeat(999) + "\r").getBytes(UTF_8);
        for (int i = 0; i < 1_000; i++) {
            splitter.add(state, 0, state.length);
        }
        splitter.end();

        assertThat(lines).containsExactly("=".repeat(999));
    }

    @Test
    void bytesThatAreNotUtf8AreKept() {
        charset = ISO_8859_1;
        splitter.add(new byte[] {'a', (byte) 0xff, 0, 'b', '\n'}, 0, 5);

        assertThat(lines).containsExactly("a\u00ff\0b");
    }

    private void addInChunks(byte[] bytes, Random random, int longest) {
        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(longest));
            splitter.add(bytes, at, count);
            at += count;
        }
        splitter.end();
    }
}
