package dev.mcpmanager.logs;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.mcpmanager.logs.BlockText.Bytes;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Consumer;

/** Prints what each stage from the pipe's bytes to a sealed block costs, for the lines of a file, on one thread. */
final class StageBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int CHUNK = 64 << 10;
    private static final int ROUNDS = 9;

    private static long sink;

    private StageBench() {}

    private interface Stage {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        byte[] text = Files.readAllBytes(Path.of(arguments[0]));
        int lines = 0;
        for (byte each : text) {
            lines += each == '\n' ? 1 : 0;
        }
        System.out.printf("%,d lines of %d bytes%n%n| stage | ns a line |%n|---|---|%n", lines, text.length / lines);
        int count = lines;
        var blocks = new ArrayList<OpenBlock>();
        measure("split", count, () -> split(text, (buffer, offset, length) -> sink += length));
        measure("split, tell levels", count, () -> {
            var levels = new LevelDetector();
            split(text, (buffer, offset, length) -> sink += levels.detect(buffer, offset, length).ordinal());
        });
        measure("split, batch", count, () -> batch(text, _ -> {}));
        measure("split, batch, keep the latest", count, () -> {
            var recent = new RecentLines("one");
            batch(text, batch -> recent.add(1, batch, 0, batch.lines()));
        });
        measure("split, batch, add to blocks", count, () -> {
            blocks.clear();
            var block = new OpenBlock[] {OpenBlock.first("one")};
            long[] sequence = {1};
            batch(text, batch -> {
                for (int from = 0; from < batch.lines(); ) {
                    int to = block[0].room(batch, from);
                    block[0].add(sequence[0], batch, from, to);
                    sequence[0] += to - from;
                    from = to;
                    if (to < batch.lines()) {
                        blocks.add(block[0]);
                        block[0] = block[0].next();
                    }
                }
            });
        });
        measure("look for escapes", count, () -> blocks.forEach(block -> sink += Escapes.in(block.text().text()) ? 1 : 0));
        var grams = new GramSet();
        measure("signatures", count, () -> blocks.forEach(block -> {
            sink += grams.signature(block.text().text())[7];
        }));
        var scratch = new byte[1 << 20];
        for (int level : new int[] {1, -1}) {
            try (var zstd = new ZstdCompressCtx().setLevel(level).setChecksum(true)) {
                long[] size = new long[1];
                measure("compress text, level " + level, count, () -> {
                    size[0] = 0;
                    blocks.forEach(block -> {
                        Bytes bytes = block.text().text();
                        size[0] += zstd.compressByteArray(scratch, 0, scratch.length, bytes.array(), 0, bytes.length());
                    });
                });
                System.out.printf("  %.1f bytes a line%n", size[0] / (double) count);
            }
        }
        try (var zstd = new ZstdCompressCtx().setLevel(1).setChecksum(true)) {
            measure("compress meta", count, () -> blocks.forEach(block -> {
                Bytes bytes = block.text().meta();
                sink += zstd.compressByteArray(scratch, 0, scratch.length, bytes.array(), 0, bytes.length());
            }));
        }
        try (var codec = new BlockCodec()) {
            measure("seal", count, () -> blocks.forEach(block -> sink += codec.seal(block).bytes()));
        }
    }

    private static void measure(String name, int lines, Stage stage) throws Exception {
        double[] nanos = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            stage.run();
            nanos[round] = (THREADS.getCurrentThreadCpuTime() - begin) / (double) lines;
        }
        Arrays.sort(nanos);
        System.out.printf("| %s | %.0f |%n", name, nanos[ROUNDS / 2]);
    }

    private static void split(byte[] text, LineSplitter.Lines lines) {
        var splitter = new LineSplitter(lines);
        byte[] buffer = new byte[CHUNK];
        for (int at = 0; at < text.length; at += CHUNK) {
            int length = Math.min(CHUNK, text.length - at);
            System.arraycopy(text, at, buffer, 0, length);
            splitter.add(buffer, 0, length);
        }
    }

    private static void batch(byte[] text, Consumer<LineBatch> batches) {
        var batch = new LineBatch(1, LogSource.STDOUT);
        split(text, (buffer, offset, length) -> {
            if (!batch.hasRoom(length)) {
                batches.accept(batch);
                batch.clear(1);
            }
            batch.add(LogLevel.INFO, buffer, offset, length);
        });
    }
}
