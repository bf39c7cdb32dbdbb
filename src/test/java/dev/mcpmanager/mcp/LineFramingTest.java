package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFramingTest {
    private static final int MAX = 100;

    private final List<String> events = new ArrayList<>();
    private final LineFraming framing = new LineFraming(MAX, new LineFraming.Lines() {
        @Override
        public void line(byte[] buffer, int offset, int length, boolean handedOver) {
            events.add(new String(buffer, offset, length, UTF_8));
        }

        @Override
        public void oversize(SkippedLine line) {
            long length = line.length();
            events.add("oversize " + length);
        }
    });

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void linesAreTheSameHoweverTheStreamIsCut(long seed) {
        var random = new Random(seed);
        var stream = new StringBuilder();
        var expected = new ArrayList<String>();
        for (int i = 0; i < 500; i++) {
            // lengths around the bound come often
            int length = random.nextInt(4) == 0 ? MAX - 2 + random.nextInt(4) : random.nextInt(3 * MAX);
            String line = "x".repeat(length);
            stream.append(line).append(random.nextInt(5) == 0 && length < MAX ? "\r\n" : "\n");
            if (length > MAX) {
                expected.add("oversize " + length);
            } else if (length > 0) {
                expected.add(line);
            }
        }
        byte[] bytes = stream.toString().getBytes(UTF_8);
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(random.nextInt(1, 2 * MAX), bytes.length - at);
            framing.received(bytes, at, length);
            at += length;
        }
        assertThat(events).isEqualTo(expected);
    }

    @Test
    void aCarriageReturnIsDroppedOnlyAtTheEnd() {
        receive("a\rb\r\n\r\n\n");
        receive("c\r");
        receive("\n");
        assertThat(events).containsExactly("a\rb", "c");
    }

    @Test
    void theEndTakesALastLineWithoutItsEnd() {
        receive("a\nb");
        framing.ended();
        framing.ended();
        assertThat(events).containsExactly("a", "b");
    }

    @Test
    void theEndReportsAnOversizeLineThatNeverEnded() {
        receive("x".repeat(MAX + 1));
        framing.ended();
        assertThat(events).containsExactly("oversize 101");
    }

    @Test
    void hundredMegabytesWithoutALineBreakAreOnlyCounted() {
        byte[] megabyte = new byte[1024 * 1024];
        for (int i = 0; i < 100; i++) {
            framing.received(megabyte, 0, megabyte.length);
            assertThat(framing.capacity()).isLessThanOrEqualTo(MAX);
        }
        receive("\nnext\n");
        assertThat(events).containsExactly("oversize " + 100 * 1024 * 1024, "next");
    }

    @Test
    void memoryIsGivenBackAfterALongLine() {
        var large = new LineFraming(1024 * 1024, new LineFraming.Lines() {
            @Override
            public void line(byte[] buffer, int offset, int length, boolean handedOver) {
                events.add("line of " + length);
            }

            @Override
            public void oversize(SkippedLine line) {
                events.add("oversize");
            }
        });
        byte[] half = "x".repeat(500_000).getBytes(UTF_8);
        large.received(half, 0, half.length);
        large.received(half, 0, half.length);
        assertThat(large.capacity()).isBetween(1_000_000, 1024 * 1024);
        large.received(new byte[] {'\n'}, 0, 1);
        assertThat(large.capacity()).isZero();
        assertThat(events).containsExactly("line of 1000000");
    }

    private void receive(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        framing.received(bytes, 0, bytes.length);
    }
}
