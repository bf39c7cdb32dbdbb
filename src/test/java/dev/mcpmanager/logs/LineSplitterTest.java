package dev.mcpmanager.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    @Test
    void chunksMayEndAnywhere() {
        byte[] text = "one\ntwo\r\n\nföur\nlast".getBytes(StandardCharsets.UTF_8);
        var random = new Random(42);
        for (int round = 0; round < 200; round++) {
            lines.clear();
            for (int at = 0; at < text.length; ) {
                int count = Math.min(text.length - at, 1 + random.nextInt(5));
                splitter.add(text, at, count);
                at += count;
            }
            splitter.end();
            assertThat(lines).containsExactly("one", "two", "", "föur", "last");
        }
    }

    @Test
    void aLineWithoutEndIsCutAndItsLengthTold() {
        byte[] chunk = new byte[10_000];
        java.util.Arrays.fill(chunk, (byte) 'x');
        for (int i = 0; i < 10_000; i++) {
            splitter.add(chunk, 0, chunk.length);
        }
        splitter.add("\nnext\n".getBytes(StandardCharsets.UTF_8), 0, 6);

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .hasSizeLessThan(LineSplitter.MAX_LINE + 100)
                .endsWith("[99934464 bytes cut]");
        assertThat(lines.getLast()).isEqualTo("next");
    }

    @Test
    void bytesThatAreNotUtf8AreReplaced() {
        splitter.add(new byte[] {'a', (byte) 0xff, 0, 'b', '\n'}, 0, 5);

        assertThat(lines).containsExactly("a\ufffd\0b");
    }
}
