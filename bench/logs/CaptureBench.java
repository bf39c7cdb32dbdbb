package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Prints how many lines each step of the capture does in a second of CPU, as a table in Markdown. */
public final class CaptureBench {
    private static final int LINES = 400_000;
    private static final int CHUNK = 16 << 10;
    private static final int ROUNDS = 7;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static long sink;

    private CaptureBench() {}

    interface Step {
        void run(byte[] text);
    }

    public static void main(String[] arguments) throws IOException {
        byte[] text = text(Path.of(arguments[0]));
        System.out.printf("%d lines of %d bytes on average, in chunks of 16 KiB%n%n", LINES, text.length / LINES);
        System.out.println("| step | M lines a CPU second | ns a line |\n|---|---|---|");
        measure("split", text, CaptureBench::split);
        measure("split, tell levels", text, CaptureBench::detect);
        measure("split, tell levels, keep the latest, count", text, bytes -> capture(bytes, List.of()));
        measure("the same with 5 secrets", text, bytes -> capture(bytes, List.of(
                "sk-ant-0123456789", "ghp_0123456789abcdef", "hunter22", "postgres://u:p@h/db", "AKIA0123456789")));
    }

    /** Lines as programs of all kinds print them, each kind as often as the others, with numbers that differ. */
    private static byte[] text(Path examples) throws IOException {
        List<String> lines = Files.readAllLines(examples).stream()
                .filter(row -> row.contains("\t") && !row.startsWith("#"))
                .map(row -> row.substring(row.indexOf('\t') + 1).replace("\\t", "\t").replace("\\e", "\u001b"))
                .toList();
        var random = new Random(1);
        var text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            text.append(lines.get(random.nextInt(lines.size())));
            text.append(" request=").append(Long.toHexString(random.nextLong())).append(" took ");
            text.append(random.nextInt(1_000)).append(" ms for user ").append(random.nextInt(100_000)).append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }

    private static void measure(String name, byte[] text, Step step) {
        double[] millions = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            step.run(text);
            millions[round] = LINES * 1e3 / (THREADS.getCurrentThreadCpuTime() - begin);
        }
        Arrays.sort(millions);
        double median = millions[ROUNDS / 2];
        System.out.printf("| %s | %.2f | %.0f |%n", name, median, 1e3 / median);
    }

    private static void split(byte[] text) {
        var splitter = new LineSplitter((buffer, offset, length) -> sink += length);
        chunked(text, splitter::add);
    }

    private static void detect(byte[] text) {
        var levels = new LevelDetector();
        var splitter = new LineSplitter((buffer, offset, length) ->
                sink += levels.detect(buffer, offset, length) == LogLevel.ERROR ? 1 : 0);
        chunked(text, splitter::add);
    }

    private static void capture(byte[] text, List<String> secrets) {
        LogCapture capture = new LogCaptures(new Unstored(), () -> Instant.EPOCH).of("one");
        chunked(text, capture.run(1, secrets)::stdout);
        sink += capture.recent().next();
    }

    interface Chunks {
        void take(byte[] buffer, int offset, int length);
    }

    private static void chunked(byte[] text, Chunks chunks) {
        byte[] buffer = new byte[CHUNK];
        for (int at = 0; at < text.length; at += CHUNK) {
            int length = Math.min(CHUNK, text.length - at);
            System.arraycopy(text, at, buffer, 0, length);
            chunks.take(buffer, 0, length);
        }
    }

    /** Numbers lines and stores none. */
    private static final class Unstored implements LogSink {
        private final RecentLines recent = new RecentLines("one");
        private long next = 1;

        @Override
        public RecentLines recent(String id) {
            return recent;
        }

        @Override
        public void forget(String serverId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Taken offer(String id, LineBatch batch, int first, Duration patience) {
            int count = batch.lines() - first;
            recent.add(next, batch, first, batch.lines());
            next += count;
            return new Taken(next - count, count);
        }
    }
}
