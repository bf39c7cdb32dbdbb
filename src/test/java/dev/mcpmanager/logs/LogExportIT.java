package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports while lines are appended, sealed and removed. */
class LogExportIT {
    private static final int WRITERS = 3;
    private static final int SERVERS_EACH = 4;
    private static final int LINES_EACH = 30_000;
    private static final Instant START = Instant.parse("2026-07-28T10:00:00Z");

    @TempDir
    private Path directory;

    private LogStore store;

    @BeforeEach
    void open() {
        store = LogStore.open(directory.resolve("logs.db"), InstantSource.system());
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Threads that append lines, each numbered within its server. */
    private List<Thread> startWriters() {
        return IntStream.range(0, WRITERS)
                .mapToObj(writer -> Thread.ofPlatform().start(() -> append(writer, LINES_EACH)))
                .toList();
    }

    private void append(int writer, int count) {
        var random = new Random(writer);
        var next = new int[SERVERS_EACH];
        for (int i = 0; i < count; i++) {
            // the first server prints most, the last hardly anything
            int server = random.nextInt(1 + random.nextInt(SERVERS_EACH));
            var padding = new byte[random.nextInt(300)];
            random.nextBytes(padding);
            byte[] line = "%d %s"
                    .formatted(next[server]++, new String(padding, ISO_8859_1))
                    .getBytes(UTF_8);
            String id = "server-" + (writer * SERVERS_EACH + server);
            Appends.append(
                    store, id, 1, LogSource.STDOUT, LogLevel.INFO, START.toEpochMilli() + i, line, 0, line.length);
        }
    }

    private static boolean isAlive(List<Thread> threads) {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    private static int number(LogLine line) {
        return Integer.parseInt(line.message(), 0, line.message().indexOf(' '), 10);
    }

    /** Goes on where the export before ended, until nothing more comes. */
    private List<LogLine> followed(LogFilter filter, List<Thread> writers) {
        var lines = new ArrayList<LogLine>();
        long last = 0;
        boolean more = true;
        while (more) {
            more = isAlive(writers);
            var export = new LogExport(store, filter, last);
            while (export.hasNext()) {
                LogLine line = export.next();
                assertThat(line.sequence()).isGreaterThan(last);
                last = line.sequence();
                lines.add(line);
            }
            assertThat(export.damagedBlocks()).isZero();
        }
        return lines;
    }

    private static void assertNumbered(List<LogLine> lines) {
        Map<String, Integer> next = new HashMap<>();
        for (LogLine line : lines) {
            assertThat(number(line)).as(line.serverId()).isEqualTo(next.merge(line.serverId(), 1, Integer::sum) - 1);
        }
    }

    @Test
    void exportsThatFollowOneAnotherMissNothingAndRepeatNothingWhileLinesAreAppended() {
        List<Thread> writers = startWriters();
        List<LogLine> followed = followed(LogFilter.ALL, writers);
        assertThat(followed).hasSize(WRITERS * LINES_EACH);
        assertNumbered(followed);
        assertThat(store.blocks().position().nextBlock()).isGreaterThan(50);
    }

    @Test
    void theSameHoldsForOneServer() {
        List<Thread> writers = startWriters();
        List<LogLine> followed = followed(LogFilter.ofServer("server-5"), writers);
        assertNumbered(followed);
        assertThat(followed).hasSizeGreaterThan(1_000).isEqualTo(all(LogFilter.ofServer("server-5")));
    }

    private List<LogLine> all(LogFilter filter) {
        var lines = new ArrayList<LogLine>();
        new LogExport(store, filter, 0).forEachRemaining(lines::add);
        return lines;
    }

    @Test
    void anExportEndsWithTheLinesThatWereThereWhenItBegan() {
        append(0, 5_000);
        var export = new LogExport(store, LogFilter.ALL, 0);
        append(1, 5_000);
        var lines = new ArrayList<LogLine>();
        export.forEachRemaining(lines::add);
        assertThat(lines).hasSize(5_000).isEqualTo(all(LogFilter.ALL).subList(0, 5_000));
    }

    @Test
    void exportsStayInOrderWhileRetentionRemovesWhatTheyRead() throws InterruptedException {
        List<Thread> writers = startWriters();
        var retention = new LogRetention(store, () -> START);
        var tight = new RetentionSettings(Duration.ofDays(1), 1_000_000, Long.MAX_VALUE, Map.of());
        Thread remover = Thread.ofPlatform().start(() -> {
            while (isAlive(writers)) {
                retention.apply(tight);
            }
        });
        List<LogLine> followed = followed(LogFilter.ALL, writers);
        Map<String, Integer> last = new HashMap<>();
        for (LogLine line : followed) {
            assertThat(number(line)).isGreaterThan(last.getOrDefault(line.serverId(), -1));
            last.put(line.serverId(), number(line));
        }
        remover.join();
        retention.apply(tight);
        List<LogLine> left = all(LogFilter.ALL);
        assertThat(left).hasSizeLessThan(WRITERS * LINES_EACH / 2);
        assertThat(new HashSet<>(followed).containsAll(left)).isTrue();
    }

    @Test
    void anAbandonedExportDoesNotKeepTheJournalFromShrinking() throws Exception {
        append(0, LINES_EACH);
        store.flush();
        var export = new LogExport(store, LogFilter.ALL, 0);
        export.next();
        append(1, LINES_EACH);
        store.flush();
        Path file = directory.resolve("logs.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("pragma wal_checkpoint(truncate)");
        }
        // which a read transaction would have prevented
        assertThat(Files.size(directory.resolve("logs.db-wal"))).isZero();
        assertThat(export.hasNext()).isTrue();
    }
}
