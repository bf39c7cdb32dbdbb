package dev.mcpmanager.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.storage.Database;
import dev.mcpmanager.storage.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What disks, crashes and users do to the store. */
class LogStoreFailureIT {
    private static final long START = Instant.parse("2026-07-28T10:00:00Z").toEpochMilli();

    private final LogOracle oracle = new LogOracle();
    private final Random random = new Random(42);
    private Instant now = Instant.ofEpochMilli(START);
    private final InstantSource clock = () -> now;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("logs.db");
    }

    private void append(LogStore store, String server, int count) {
        for (int i = 0; i < count; i++) {
            String message = "line %d %016x%016x".formatted(i, random.nextLong(), random.nextLong());
            oracle.append(store, server, 1, LogSource.STDOUT, LogLevel.INFO, now.toEpochMilli(), message);
        }
    }

    private static List<LogLine> export(LogStore store) {
        var lines = new ArrayList<LogLine>();
        new LogExport(store, LogFilter.ALL, 0).forEachRemaining(lines::add);
        return lines;
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    @Test
    void aDamagedBlockIsReportedAndTheRestIsRead() throws SQLException {
        try (LogStore store = LogStore.open(file, clock)) {
            append(store, "a", 20_000);
        }
        change(
                "update log_data set text = cast(substr(text, 1, 5000) || x'00ff00ff' || substr(text, 5005) as blob) where id = 3");
        change("update log_data set meta = zeroblob(10) where id = 5");
        change("update log_tail set meta = x'ffffffffffffffffffffffff'");
        try (LogStore store = LogStore.open(file, clock);
                LogSearch search = new LogSearch(store)) {
            LogPage page = search.search(LogQuery.newest(LogFilter.ALL, 1_000));
            while (page.next().isPresent() && page.damagedBlocks() == 0) {
                page = search.search(
                        LogQuery.newest(LogFilter.ALL, 1_000).from(page.next().get()));
            }
            assertThat(page.damagedBlocks()).isPositive();
            var lines = new LogExport(store, LogFilter.ALL, 0);
            var found = new ArrayList<LogLine>();
            lines.forEachRemaining(found::add);
            assertThat(lines.damagedBlocks()).isEqualTo(2);
            assertThat(oracle.lines()).containsAll(found);
            assertThat(found.size()).isBetween(10_000, 19_000);
            assertThat(store.health().damaged()).isEqualTo(3);
        }
    }

    @Test
    void aFullDiskPausesLinesAndLosesNone() {
        Database database = Database.open(file, Schema.LOGS, clock);
        try (LogStore store = LogStore.over(database, clock);
                LogSearch search = new LogSearch(store)) {
            append(store, "a", 5_000);
            store.flush();
            int pages = limitPages(database, 1);
            limitPages(database, pages + 100);
            Thread writer = Thread.ofPlatform().start(() -> append(store, "a", 800_000));
            await().until(() -> store.health().paused());
            assertThat(store.health().reason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("full"));
            await().until(() -> store.health().waitingBlocks() == Backlog.CAPACITY);
            // what is stored and what waits can be read meanwhile
            assertThat(search.search(LogQuery.newest(LogFilter.ALL, 100)).lines())
                    .hasSize(100);
            limitPages(database, 1_000_000);
            await().atMost(Duration.ofMinutes(1)).until(() -> !writer.isAlive());
            store.flush();
            assertThat(store.health().paused()).isFalse();
            assertThat(export(store)).isEqualTo(oracle.lines());
        }
    }

    private static int limitPages(Database database, int pages) {
        return database.write(handle -> handle.createQuery("pragma max_page_count = " + pages)
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void opensAfterACrashAtAnyByteOfItsJournal() throws IOException {
        try (LogStore store = LogStore.open(file, clock)) {
            for (int i = 0; i < 12; i++) {
                append(store, "a", 700);
                append(store, "b", 150);
                store.flush();
            }
            Path journal = directory.resolve("logs.db-wal");
            byte[] database = Files.readAllBytes(file);
            byte[] whole = Files.readAllBytes(journal);
            for (int i = 0; i < 60; i++) {
                Path crashed =
                        Files.createDirectory(directory.resolve("crash-" + i)).resolve("logs.db");
                Files.write(crashed, database);
                byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
                Files.write(crashed.resolveSibling("logs.db-wal"), cut);
                assertHoldsAPrefix(crashed);
            }
        }
    }

    private void assertHoldsAPrefix(Path crashed) {
        try (LogStore store = LogStore.open(crashed, clock)) {
            List<LogLine> lines = export(store);
            assertThat(lines).isEqualTo(oracle.lines().subList(0, lines.size()));
            byte[] message = {'x'};
            long sequence = Appends.append(store, "a", 2, LogSource.STDERR, LogLevel.WARN, START, message, 0, 1);
            assertThat(sequence).isGreaterThan(lines.size());
        }
    }

    @Test
    void removesWhatIsTooOldAndGivesTheRoomBack() throws IOException {
        try (LogStore store = LogStore.open(file, clock)) {
            append(store, "idle", 10);
            append(store, "a", 400_000);
            store.flush();
            now = now.plus(Duration.ofDays(20));
            int kept = oracle.lines().size();
            append(store, "a", 30_000);
            now = now.plus(Duration.ofDays(20));
            long before = Files.size(file);
            var retention = new LogRetention(store, clock);
            RemovedLines removed = retention.apply(RetentionSettings.DEFAULT).removed();
            assertThat(removed.servers()).containsExactlyInAnyOrder("idle", "a");
            assertThat(removed.lines()).isBetween(kept - 5_000L, (long) kept);
            List<LogLine> left = export(store);
            assertThat(left)
                    .isEqualTo(oracle.lines()
                            .subList(
                                    oracle.lines().size() - left.size(),
                                    oracle.lines().size()));
            assertThat(left).noneMatch(line -> line.serverId().equals("idle"));
            assertThat(retention.apply(RetentionSettings.DEFAULT).removed()).isEqualTo(RemovedLines.NONE);
            assertThat(store.retention().usedBytes()).isLessThan(before / 4);
        }
        assertThat(Files.size(file)).isLessThan(20_000_000);
    }

    @Test
    void removesTheOldestWhereThereIsTooMuch() {
        try (LogStore store = LogStore.open(file, clock);
                LogSearch search = new LogSearch(store)) {
            append(store, "a", 100_000);
            append(store, "b", 100_000);
            store.flush();
            var retention = new LogRetention(store, clock);
            retention.apply(new RetentionSettings(Duration.ofDays(30), Long.MAX_VALUE, 1_000_000, Map.of()));
            assertThat(store.retention().bytesByServer().values()).allMatch(bytes -> bytes <= 1_000_000);
            retention.apply(new RetentionSettings(Duration.ofDays(30), 1_500_000, Long.MAX_VALUE, Map.of()));
            assertThat(store.retention().usedBytes()).isLessThan(1_500_000);
            String newest = oracle.lines().getLast().message();
            LogFilter found = LogFilter.ALL.withMatch(new TextMatch.Substring(newest, false));
            assertThat(search.search(LogQuery.newest(found, 10)).lines()).hasSize(1);
        }
    }

    @Test
    void aServerMayKeepItsLinesLongerOrShorterThanOthers() {
        try (LogStore store = LogStore.open(file, clock)) {
            for (String server : List.of("long", "short", "small", "gone")) {
                append(store, server, 20_000);
            }
            now = now.plus(Duration.ofDays(10));
            for (String server : List.of("long", "short", "small", "gone")) {
                append(store, server, 20_000);
            }
            var settings = new RetentionSettings(
                    Duration.ofDays(20),
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    Map.of(
                            "long", new ServerRetention(Optional.of(Duration.ofDays(40)), Optional.empty()),
                            "short", new ServerRetention(Optional.of(Duration.ofDays(5)), Optional.empty()),
                            "small", new ServerRetention(Optional.empty(), Optional.of(200_000L))));
            var retention = new LogRetention(store, clock);
            RetentionReport report = retention.apply(settings);
            assertThat(report.at()).isEqualTo(now);
            assertThat(report.removed().servers()).containsExactlyInAnyOrder("short", "small");
            assertThat(report.removed().lines())
                    .isEqualTo(oracle.lines().size() - export(store).size());
            assertThat(count(store, "long")).isEqualTo(40_000);
            assertThat(count(store, "short")).isBetween(20_000L, 25_000L);
            assertThat(count(store, "small")).isBetween(1L, 10_000L);
            // the rule for all
            assertThat(count(store, "gone")).isEqualTo(40_000);
            now = now.plus(Duration.ofDays(15));
            assertThat(retention.apply(settings).removed().servers()).contains("gone", "short");
            assertThat(count(store, "gone")).isBetween(20_000L, 25_000L);
            assertThat(count(store, "long")).isEqualTo(40_000);
            assertThat(count(store, "short")).isZero();
        }
    }

    private static long count(LogStore store, String server) {
        return export(store).stream()
                .filter(line -> line.serverId().equals(server))
                .count();
    }

    @Test
    void aRemovedServerLeavesNothing() {
        try (LogStore store = LogStore.open(file, clock)) {
            append(store, "a", 10_000);
            append(store, "b", 10_000);
            store.remove("a");
            assertThat(export(store))
                    .allMatch(line -> line.serverId().equals("b"))
                    .hasSize(10_000);
        }
        try (LogStore store = LogStore.open(file, clock)) {
            assertThat(export(store)).hasSize(10_000);
        }
    }

    @Test
    void aSearchThatRunsOutOfTimeSaysSoAndGoesOn() {
        try (LogStore store = LogStore.open(file, clock);
                LogSearch search = new LogSearch(store)) {
            append(store, "a", 50_000);
            LogFilter filter = LogFilter.ALL.withMatch(new TextMatch.Regex("([0-9]+[a-f]+)+z|line \\d+000 ", true));
            LogPage first = search.search(new LogQuery(filter, Optional.empty(), 1_000, Duration.ZERO));
            assertThat(first.timedOut()).isTrue();
            LogPage rest = search.search(
                    LogQuery.newest(filter, 1_000).from(first.next().orElseThrow()));
            var found = new ArrayList<>(first.lines());
            found.addAll(rest.lines());
            assertThat(found).isEqualTo(oracle.newest(filter, 1_000)).hasSize(49);
        }
    }

    @Test
    void findsLongNeedlesAndBytesThatAreNoText() {
        try (LogStore store = LogStore.open(file, clock);
                LogSearch search = new LogSearch(store)) {
            String needle = "0123456789".repeat(1_000);
            oracle.append(store, "a", 1, LogSource.STDOUT, LogLevel.INFO, START, "x" + needle + "x");
            byte[] invalid = {'a', (byte) 0xff, 0, (byte) 0xc3, 'b'};
            Appends.append(store, "a", 1, LogSource.STDOUT, LogLevel.INFO, START, invalid, 0, invalid.length);
            append(store, "a", 10_000);
            LogFilter filter = LogFilter.ALL.withMatch(new TextMatch.Substring(needle, false));
            assertThat(search.search(LogQuery.newest(filter, 10)).lines()).hasSize(1);
            LogFilter regex = LogFilter.ALL.withMatch(new TextMatch.Regex("^a.*b$", false));
            assertThat(search.search(LogQuery.newest(regex, 10)).lines())
                    .extracting(LogLine::message)
                    .containsExactly("a\ufffd\0\ufffdb");
        }
    }

    @Test
    void refusesLinesOnceClosed() {
        LogStore store = LogStore.open(file, clock);
        append(store, "a", 10);
        store.close();
        assertThatThrownBy(() -> append(store, "a", 1)).isInstanceOf(ProblemException.class);
        try (LogStore again = LogStore.open(file, clock)) {
            assertThat(export(again)).isEqualTo(oracle.lines());
            append(again, "a", 1);
            assertThat(oracle.lines().getLast().sequence()).isEqualTo(11);
        }
    }
}
