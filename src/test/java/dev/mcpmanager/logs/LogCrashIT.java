package dev.mcpmanager.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends is killed at random moments, again and again, on the same file. */
class LogCrashIT {
    private static final int KILLS = 10;

    private final Random random = new Random(42);

    @TempDir
    private Path directory;

    @Test
    void aKilledProcessLosesNothingThatWasOnDiskAndDoublesNothing() throws Exception {
        Path file = directory.resolve("logs.db");
        List<Integer> durable = new ArrayList<>();
        for (int run = 0; run < KILLS; run++) {
            durable.add(appendUntilKilled(file, run));
        }
        try (LogStore store = LogStore.open(file, InstantSource.system())) {
            assertContinuous(new LogExport(store, LogFilter.ALL, 0), durable);
        }
    }

    /** How many lines of each server the process had on disk for certain. */
    private int appendUntilKilled(Path file, int run) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        file.toString(),
                        Integer.toString(run))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int durable = 0;
        try (BufferedReader output = process.inputReader()) {
            int reports = 1 + random.nextInt(4);
            for (String line = output.readLine(); line != null && reports > 0; line = output.readLine()) {
                if (line.matches("\\d+")) {
                    durable = Integer.parseInt(line);
                    reports--;
                }
            }
            // somewhere within what follows
            for (int i = random.nextInt(2_000_000); i > 0; i--) {
                Thread.onSpinWait();
            }
            // the process itself would close the pipe, too, and lose its last reports
            process.toHandle().destroyForcibly();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                durable = line.matches("\\d+") ? Integer.parseInt(line) : durable;
            }
        }
        process.waitFor();
        return durable;
    }

    private static void assertContinuous(LogExport lines, List<Integer> durable) {
        Map<String, Integer> next = new HashMap<>();
        long before = 0;
        while (lines.hasNext()) {
            LogLine line = lines.next();
            assertThat(line.sequence()).isGreaterThan(before);
            before = line.sequence();
            int expected = next.merge(line.serverId() + "/" + line.run(), 1, Integer::sum) - 1;
            if (!line.message().startsWith("run " + line.run() + " line " + expected + " ")) {
                throw new AssertionError("after line " + expected + ": " + line);
            }
        }
        assertThat(lines.damagedBlocks()).isZero();
        for (int run = 0; run < KILLS; run++) {
            for (int server = 0; server < AppendingProcess.SERVERS; server++) {
                assertThat(next.get("s" + server + "/" + run)).isGreaterThanOrEqualTo(durable.get(run));
            }
        }
    }
}
