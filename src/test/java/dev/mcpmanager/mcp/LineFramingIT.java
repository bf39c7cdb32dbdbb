package dev.mcpmanager.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows in a JVM of its own what happens when memory is short. */
class LineFramingIT {
    private static final int LONG_LINE = 19 * 1024 * 1024;
    private static final int SERVERS = 10;

    @Test
    void begunLinesThatFillTheMemoryAreSkippedAndGiveItBack() throws Exception {
        Process cramped = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Cramped.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        try (BufferedReader told = cramped.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = told.lines().toList();
            assertThat(lines).hasSize(SERVERS + 1).contains("oversize " + LONG_LINE);
            assertThat(lines.getLast()).as("once the others are done").isEqualTo("line " + LONG_LINE);
        }
    }

    /** Ten servers begin lines that do not fit into memory together, then end them; then one prints such a line alone. */
    static final class Cramped {
        private Cramped() {}

        public static void main(String[] arguments) {
            var framings = new ArrayList<LineFraming>();
            for (int i = 0; i < SERVERS; i++) {
                framings.add(new LineFraming(StdioConnection.MAX_MESSAGE_BYTES, new Told()));
            }
            framings.forEach(Cramped::begin);
            framings.forEach(Cramped::end);
            begin(framings.getFirst());
            end(framings.getFirst());
        }

        private static void begin(LineFraming framing) {
            byte[] chunk = new byte[16 * 1024];
            Arrays.fill(chunk, (byte) 'x');
            for (int sent = 0; sent < LONG_LINE; sent += chunk.length) {
                framing.received(chunk, 0, chunk.length);
            }
        }

        private static void end(LineFraming framing) {
            framing.received(new byte[] {'\n'}, 0, 1);
        }
    }

    private static final class Told implements LineFraming.Lines {
        @Override
        public void line(byte[] buffer, int offset, int length, boolean handedOver) {
            System.out.println("line " + length);
        }

        @Override
        public void oversize(SkippedLine line) {
            long length = line.length();
            System.out.println("oversize " + length);
        }
    }
}
