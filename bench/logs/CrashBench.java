import dev.mcpmanager.logs.LineBatch;
import dev.mcpmanager.logs.LogExport;
import dev.mcpmanager.logs.LogFilter;
import dev.mcpmanager.logs.LogLevel;
import dev.mcpmanager.logs.LogLine;
import dev.mcpmanager.logs.LogSource;
import dev.mcpmanager.logs.LogSink;
import dev.mcpmanager.logs.LogStore;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** Kills a process that appends lines at full speed, again and again: kill DIRECTORY ROUNDS | append FILE ROUND. */
final class CrashBench {
    private static final int WRITERS = 8;
    /** The lines of so many rounds go to one file. */
    private static final int ROUNDS_A_FILE = 10;
    /** After the start, or after the first line for most kills. */
    private static final int LATEST_KILL_MILLIS = 1_000;
    private static final int EARLY_KILLS_PERCENT = 15;
    private static final int LINE = 120;
    /** Lines of a read of a pipe, about. */
    private static final int BATCH = 100;
    private static final int REPORT_MILLIS = 5;

    private CrashBench() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "kill" -> new Killer(Path.of(arguments[1])).run(Integer.parseInt(arguments[2]));
            case "append" -> append(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Writer n tells in place n how many of its lines it has appended; the last place has the highest sequence. */
    private static void append(Path file, int round) throws Exception {
        LogStore store = LogStore.open(file, InstantSource.system());
        var appended = new AtomicLongArray(WRITERS + 1);
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            Thread.ofPlatform().daemon().start(() -> write(store, round, writer, appended));
        }
        var out = new FileOutputStream(FileDescriptor.out);
        while (true) {
            var report = ByteBuffer.allocate((WRITERS + 2) * Long.BYTES);
            // before what was appended by then is looked up
            report.putLong(System.nanoTime());
            for (int i = 0; i <= WRITERS; i++) {
                report.putLong(appended.get(i));
            }
            out.write(report.array());
            Thread.sleep(REPORT_MILLIS);
        }
    }

    private static void write(LogStore store, int round, int writer, AtomicLongArray appended) {
        var random = new Random(writer);
        var line = new byte[LINE];
        for (int i = 0; i < LINE; i++) {
            line[i] = (byte) ('a' + random.nextInt(26));
        }
        var batch = new LineBatch(round, LogSource.STDOUT);
        long i = 0;
        while (true) {
            batch.clear(i);
            for (int n = 0; n < BATCH; n++, i++) {
                byte[] head = (round + " " + i + " ").getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(head, 0, line, 0, head.length);
                line[LINE - 1 - (int) (i % 64)] = (byte) ('a' + i % 26);
                batch.add(LogLevel.INFO, line, 0, LINE);
            }
            for (int first = 0; first < BATCH; ) {
                LogSink.Taken taken = store.offer("w" + writer, batch, first, Duration.ofMinutes(1));
                first += taken.lines();
                appended.set(writer, i - BATCH + first);
                appended.accumulateAndGet(WRITERS, taken.sequence() + taken.lines() - 1, Math::max);
            }
        }
    }

    /** What an appending process said at one moment. */
    private record Report(long nanoTime, long[] appended) {}

    private static final class Killer {
        private final Path directory;
        private final Random random = new Random(42);
        private final List<Double> windows = new ArrayList<>();
        private final List<Double> opened = new ArrayList<>();
        private long highest;
        private long lines;
        private long lost;
        private int silent;

        Killer(Path directory) {
            this.directory = directory;
        }

        void run(int rounds) throws Exception {
            for (int round = 0; round < rounds; round++) {
                Path file = directory.resolve("crash-" + round / ROUNDS_A_FILE + ".db");
                if (round % ROUNDS_A_FILE == 0) {
                    highest = 0;
                }
                List<Report> reports = appendUntilKilled(file, round);
                check(file, round, reports);
                if (round % ROUNDS_A_FILE == ROUNDS_A_FILE - 1 || round == rounds - 1) {
                    checkAll(file);
                    delete(file);
                }
            }
            System.out.printf("%d kills of a process with %d writers: %,d lines stored, %,d lost, no hole, none twice, no sequence used again%n",
                    rounds, WRITERS, lines, lost);
            System.out.printf("lost before the kill: p50 %.0f ms, p95 %.0f ms, at most %.0f ms (%d kills came before the first line)%n",
                    at(windows, 0.5), at(windows, 0.95), at(windows, 1), silent);
            System.out.printf("the store opened within: p50 %.0f ms, at most %.0f ms%n", at(opened, 0.5), at(opened, 1));
        }

        private List<Report> appendUntilKilled(Path file, int round) throws Exception {
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-Xmx256m",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CrashBench.class.getName(),
                            "append",
                            file.toString(),
                            Integer.toString(round))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var reports = new ArrayList<Report>();
            var appends = new CountDownLatch(random.nextInt(100) < EARLY_KILLS_PERCENT ? 0 : 1);
            Thread reader = Thread.ofPlatform().start(() -> read(process, reports, appends));
            require(appends.await(1, TimeUnit.MINUTES), "nothing was appended", file);
            Thread.sleep(random.nextInt(LATEST_KILL_MILLIS));
            long killedAt = System.nanoTime();
            // the process itself would close the pipe, too, and lose its last reports
            process.toHandle().destroyForcibly();
            reader.join();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
            reports.removeIf(report -> report.nanoTime() > killedAt);
            reports.add(new Report(killedAt, reports.isEmpty() ? new long[WRITERS + 1] : reports.getLast().appended()));
            return reports;
        }

        private static void read(Process process, List<Report> reports, CountDownLatch appends) {
            try (var in = new DataInputStream(process.getInputStream())) {
                while (true) {
                    long at = in.readLong();
                    var appended = new long[WRITERS + 1];
                    for (int i = 0; i <= WRITERS; i++) {
                        appended[i] = in.readLong();
                    }
                    reports.add(new Report(at, appended));
                    if (appended[WRITERS] > 0) {
                        appends.countDown();
                    }
                }
            } catch (EOFException e) {
                // killed
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        /** The lines of this round: from the first of each writer to one that was appended moments before the kill. */
        private void check(Path file, int round, List<Report> reports) throws Exception {
            var stored = new long[WRITERS];
            long began = System.nanoTime();
            try (LogStore store = LogStore.open(file, InstantSource.system())) {
                opened.add((System.nanoTime() - began) / 1e6);
                for (var export = new LogExport(store, LogFilter.ALL, highest); export.hasNext(); ) {
                    LogLine line = export.next();
                    require(line.sequence() > highest, "a sequence was used again", line);
                    highest = line.sequence();
                    int writer = Integer.parseInt(line.serverId().substring(1));
                    require(line.message().startsWith(round + " " + stored[writer] + " "), "a hole after line " + stored[writer], line);
                    stored[writer]++;
                    lines++;
                }
                require(store.health().damaged() == 0, "damaged", file);
            }
            Report last = reports.getLast();
            // also those that were given out and then lost
            highest = Math.max(highest, last.appended()[WRITERS]);
            long durableAt = reports.getFirst().nanoTime();
            for (Report report : reports) {
                if (isStored(report, stored)) {
                    durableAt = report.nanoTime();
                }
            }
            for (int i = 0; i < WRITERS; i++) {
                lost += Math.max(0, last.appended()[i] - stored[i]);
            }
            if (last.appended()[WRITERS] == 0) {
                silent++;
            } else {
                windows.add((last.nanoTime() - durableAt) / 1e6);
            }
        }

        private static boolean isStored(Report report, long[] stored) {
            for (int i = 0; i < WRITERS; i++) {
                if (report.appended()[i] > stored[i]) {
                    return false;
                }
            }
            return true;
        }

        /** Nothing of earlier rounds has come or gone since. */
        private void checkAll(Path file) throws Exception {
            try (LogStore store = LogStore.open(file, InstantSource.system())) {
                long before = 0;
                var next = new long[WRITERS];
                var rounds = new long[WRITERS];
                Arrays.fill(rounds, -1);
                for (var export = new LogExport(store, LogFilter.ALL, 0); export.hasNext(); ) {
                    LogLine line = export.next();
                    require(line.sequence() > before, "not in order", line);
                    before = line.sequence();
                    int writer = Integer.parseInt(line.serverId().substring(1));
                    if (line.run() > rounds[writer]) {
                        rounds[writer] = line.run();
                        next[writer] = 0;
                    }
                    require(line.message().startsWith(rounds[writer] + " " + next[writer] + " "), "a hole after line " + next[writer], line);
                    next[writer]++;
                }
            }
        }

        private static void delete(Path file) throws IOException {
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(Path.of(file + suffix));
            }
        }

        private static void require(boolean holds, String what, Object where) {
            if (!holds) {
                throw new IllegalStateException(what + ": " + where);
            }
        }

        private static double at(List<Double> values, double share) {
            List<Double> sorted = values.stream().sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }
    }
}
