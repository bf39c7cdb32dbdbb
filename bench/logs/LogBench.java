import dev.mcpmanager.logs.LineBatch;
import dev.mcpmanager.logs.LogFilter;
import dev.mcpmanager.logs.LogLevel;
import dev.mcpmanager.logs.LogPage;
import dev.mcpmanager.logs.LogQuery;
import dev.mcpmanager.logs.LogSearch;
import dev.mcpmanager.logs.LogSource;
import dev.mcpmanager.logs.LogStatistics;
import dev.mcpmanager.logs.LogStore;
import dev.mcpmanager.logs.TextMatch;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Measures the log store: generate FILE LINES | ingest FILE LINES DB THREADS | search LINES DB [cold]. */
final class LogBench {
    private static final String[] IDS =
            IntStream.range(0, Corpus.SERVERS).mapToObj(i -> "0b5f6f0e-5f0a-4c1e-9d57-0000000000%02d".formatted(i)).toArray(String[]::new);
    private static final int BUFFER = 1 << 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LogBench() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "generate" -> Corpus.write(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            case "ingest" ->
                ingest(Path.of(arguments[1]), Integer.parseInt(arguments[2]), Path.of(arguments[3]), Integer.parseInt(arguments[4]));
            case "search" -> search(Integer.parseInt(arguments[1]), Path.of(arguments[2]), arguments.length > 3);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void ingest(Path text, int lines, Path db, int threads) throws Exception {
        long began = System.nanoTime();
        long cpu = cpu();
        try (LogStore store = LogStore.open(db, InstantSource.system())) {
            var feeders = new ArrayList<Thread>();
            for (int i = 0; i < threads; i++) {
                int share = i;
                feeders.add(Thread.ofPlatform().start(() -> feed(text, lines, store, share, threads)));
            }
            for (Thread feeder : feeders) {
                feeder.join();
            }
            store.flush();
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("ingest, %d feeder(s): %,.0f lines/s, %,.0f per CPU-second, %d MB RSS%n",
                    threads, lines / seconds, lines / ((cpu() - cpu) / 1e9), rss());
        }
        System.out.printf("bytes a line: %.1f%n", size(db) / (double) lines);
    }

    /** Each feeder reads all of the text, as capture reads pipes, and appends the bursts that are its own. */
    private static void feed(Path text, int lines, LogStore store, int share, int shares) {
        try (InputStream in = Files.newInputStream(text)) {
            long size = Files.size(text);
            var buffer = new byte[BUFFER * 2];
            int filled = 0;
            int line = 0;
            var batch = new LineBatch(1, LogSource.STDOUT);
            batch.clear(Corpus.START);
            for (int read = in.read(buffer, 0, BUFFER); read >= 0; read = in.read(buffer, filled, BUFFER)) {
                filled += read;
                int start = 0;
                for (int i = newline(buffer, 0, filled); i >= 0; i = newline(buffer, start, filled)) {
                    int server = Corpus.server(line);
                    if (server % shares == share) {
                        batch.add(level(buffer, start), buffer, start, i - start);
                    }
                    line++;
                    start = i + 1;
                    if (line % Corpus.BURST == 0) {
                        append(store, IDS[server], batch);
                        batch.clear(Corpus.at(line, lines));
                    }
                }
                System.arraycopy(buffer, start, buffer, 0, filled - start);
                filled -= start;
            }
            append(store, IDS[Corpus.server(lines - 1)], batch);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void append(LogStore store, String server, LineBatch batch) {
        for (int first = 0; first < batch.lines(); ) {
            first += store.offer(server, batch, first, Duration.ofMinutes(1)).lines();
        }
    }

    private static int newline(byte[] buffer, int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long word = (long) LONGS.get(buffer, i) ^ 0x0a0a0a0a0a0a0a0aL;
            long zeros = (word - 0x0101010101010101L) & ~word & 0x8080808080808080L;
            if (zeros != 0) {
                return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static LogLevel level(byte[] line, int start) {
        return switch (line[start + 25]) {
            case 'E' -> LogLevel.ERROR;
            case 'W' -> LogLevel.WARN;
            case 'D' -> LogLevel.DEBUG;
            default -> LogLevel.INFO;
        };
    }

    private interface Task {
        Object run(int n);
    }

    private static void search(int lines, Path db, boolean cold) throws Exception {
        long began = System.nanoTime();
        try (LogStore store = LogStore.open(db, InstantSource.system());
                LogSearch search = new LogSearch(store)) {
            System.out.printf("reopen: %.0f ms%n", (System.nanoTime() - began) / 1e6);
            Task rare = n -> find(search, LogFilter.ALL.withMatch(new TextMatch.Substring(Corpus.needle(n % 20), false)), 3);
            Task fragment = n -> find(search, LogFilter.ALL.withMatch(new TextMatch.Substring(Corpus.needle(n % 20).substring(0, 8), false)), 3);
            if (cold) {
                report("UUID in 3 lines, cold", 1, 20, rare, true);
                report("8-character fragment, cold", 0, 20, fragment, true);
                return;
            }
            LogFilter one = LogFilter.ofServer(IDS[3]);
            report("UUID in 3 lines", 20, 60, rare, false);
            report("8-character fragment", 20, 60, fragment, false);
            report("phrase in 1 of 10,000 lines, one server", 20, 60,
                    _ -> find(search, one.withMatch(new TextMatch.Substring(Corpus.PHRASE, false)), 1), false);
            report("latest 100 of one server", 50, 200, _ -> find(search, one, 100), false);
            report("latest 100 of all servers", 50, 200, _ -> find(search, LogFilter.ALL, 100), false);
            Instant from = Instant.ofEpochMilli(Corpus.START);
            Instant to = Instant.ofEpochMilli(Corpus.START + Corpus.DAY);
            report("histogram of one server, 60 buckets", 20, 60,
                    _ -> new LogStatistics(store).histogram(one, from, to, 60), false);
            report("regex with a literal", 5, 10,
                    n -> find(search, LogFilter.ALL.withMatch(new TextMatch.Regex("trace=" + Corpus.needle(n % 20).substring(0, 13) + "-4[0-9a-f]+", false)), 0), false);
            Files.writeString(Path.of(db + ".needles"), String.join("\n", Corpus.needle(0), Corpus.needle(0).substring(0, 8), "~~~") + "\n");
            report("3 characters that no line has", 1, 5,
                    _ -> find(search, LogFilter.ALL.withMatch(new TextMatch.Substring("~~~", false)), 0), false);
        }
    }

    private static LogPage find(LogSearch search, LogFilter filter, int atLeast) {
        LogPage page = search.search(LogQuery.newest(filter, 100));
        if (page.lines().size() < atLeast || page.timedOut()) {
            throw new IllegalStateException("found " + page.lines().size() + " of " + atLeast + " lines");
        }
        return page;
    }

    private static void report(String name, int warmUp, int times, Task task, boolean cold) throws Exception {
        for (int i = 0; i < warmUp; i++) {
            task.run(i);
        }
        var millis = new double[times];
        for (int i = 0; i < times; i++) {
            if (cold) {
                Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "3");
            }
            long began = System.nanoTime();
            task.run(i);
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf("%s: p50 %.1f ms, p95 %.1f ms%n", name, millis[times / 2], millis[(int) Math.ceil(times * 0.95) - 1]);
    }

    private static long cpu() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }

    private static long rss() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static long size(Path db) throws IOException {
        long size = 0;
        for (String suffix : List.of("", "-wal")) {
            Path file = Path.of(db + suffix);
            size += Files.exists(file) ? Files.size(file) : 0;
        }
        return size;
    }
}
