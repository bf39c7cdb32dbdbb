package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpmanager.problem.ProblemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches that nobody should ask for, over lines that nobody should print, in files that are damaged. */
class HostileSearchIT {
    private static final Instant START = Instant.parse("2026-07-28T10:00:00Z");

    private final Random random = new Random(42);

    @TempDir
    private Path directory;

    private LogStore store;
    private LogSearch search;

    @BeforeEach
    void open() {
        store = LogStore.open(directory.resolve("logs.db"), InstantSource.system());
        search = new LogSearch(store);
    }

    @AfterEach
    void close() {
        search.close();
        store.close();
    }

    private long append(Instant at, String message) {
        byte[] line = message.getBytes(UTF_8);
        return Appends.append(store, "a", 1, LogSource.STDOUT, LogLevel.INFO, at.toEpochMilli(), line, 0, line.length);
    }

    /** Lines that fill {@code blocks} blocks at least. */
    private void appendBlocks(int blocks) {
        for (int i = 0; i < blocks * OpenBlock.CAPACITY / 50; i++) {
            append(START, "%016x %016x %016x".formatted(random.nextLong(), random.nextLong(), random.nextLong()));
        }
    }

    private List<String> find(LogFilter filter) {
        return search.search(LogQuery.newest(filter, 1_000)).lines().stream()
                .map(LogLine::message)
                .toList();
    }

    private List<String> find(String text) {
        return find(LogFilter.ALL.withMatch(new TextMatch.Substring(text, true)));
    }

    @Test
    void anEmptyTextIsInEachLine() {
        append(START, "one");
        append(START, "");
        assertThat(find("")).containsExactly("", "one");
    }

    @Test
    void aTextDoesNotReachFromOneLineIntoTheNext() {
        append(START, "begin of");
        append(START, "needle");
        append(START, "of\nneedle");
        assertThat(find("ofneedle")).isEmpty();
        assertThat(find("of\nneedle")).containsExactly("of\nneedle");
    }

    @Test
    void aTextThatIsLongerThanAnyLineIsRefused() {
        assertThatThrownBy(() -> find("x".repeat(LogStore.MAX_LINE + 1)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("q");
        assertThat(find("x".repeat(LogStore.MAX_LINE))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[a", "a{2,1}", "a**", "\\8", "(?P<n", "(?=a)", "((a{900}){900}){900}", "a{1001}"})
    void anExpressionThatCannotBeSearchedForIsRefused(String expression) {
        assertThatThrownBy(() -> find(LogFilter.ALL.withMatch(new TextMatch.Regex(expression, false))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("q");
    }

    @Test
    void anExpressionThatIsTooLongIsRefused() {
        String alternatives = "needle|".repeat(1_000) + "x";
        assertThatThrownBy(() -> find(LogFilter.ALL.withMatch(new TextMatch.Regex(alternatives, false))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("at most");
    }

    @Test
    void expressionsThatMakeOthersBacktrackAreSearchedInTime() {
        append(START, "a".repeat(20_000) + "b");
        String nested = "(".repeat(450) + "a" + ")".repeat(450) + "b";
        for (String expression : List.of("(a+)+c", "(a|a)*c", "(a*)*(a*)*c", nested)) {
            var query = new LogQuery(
                    LogFilter.ALL.withMatch(new TextMatch.Regex(expression, true)),
                    Optional.empty(),
                    10,
                    Duration.ofMinutes(1));
            LogPage page = search.search(query);
            assertThat(page.timedOut()).isFalse();
            assertThat(page.lines()).hasSize(expression.equals(nested) ? 1 : 0);
        }
    }

    @Test
    void aTimeRangeFindsLinesWhoseClockJumpedBack() {
        append(START, "first");
        appendBlocks(2);
        append(START.minus(Duration.ofDays(365)), "a year before");
        append(START.plus(Duration.ofDays(365)), "a year later");
        appendBlocks(2);
        store.flush();
        Instant year = START.minus(Duration.ofDays(366));
        assertThat(find(LogFilter.ALL.between(year, START))).containsExactly("a year before");
        assertThat(find(LogFilter.ALL.between(START.plusSeconds(1), Instant.MAX)))
                .containsExactly("a year later");
        var exported = new ArrayList<LogLine>();
        new LogExport(store, LogFilter.ALL.between(year, START), 0).forEachRemaining(exported::add);
        assertThat(exported).hasSize(1);
    }

    @Test
    void contextIsTheSameInBlocksTailsAndMemory() {
        var sequences = new ArrayList<Long>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 5_000; i++) {
                sequences.add(append(START, "line %d %016x".formatted(i, random.nextLong())));
                Appends.append(store, "b", 1, LogSource.STDOUT, LogLevel.INFO, 0, new byte[0], 0, 0);
            }
            close();
            open();
        }
        for (int i = 0; i < sequences.size(); i += 499) {
            var expected = new ArrayList<>(sequences.subList(Math.max(0, i - 20), Math.min(sequences.size(), i + 31)));
            assertThat(search.context("a", sequences.get(i), 20, 30))
                    .extracting(LogLine::sequence)
                    .isEqualTo(expected);
        }
        assertThat(search.context("a", sequences.getFirst(), 0, 0)).hasSize(1);
        assertThatThrownBy(() -> search.context("a", 1, -1, 0)).isInstanceOf(ProblemException.class);
    }

    @Test
    void damagedSignaturesAreReportedAndTheirBlocksRead() throws SQLException {
        append(START, "needle in the first group");
        appendBlocks(SignatureGroup.SIZE + 2);
        append(START, "needle in the second group");
        reopenAfter("update log_signatures set words = x'00'");
        assertThat(find("needle in the")).containsExactly("needle in the second group", "needle in the first group");
        assertThat(store.health().damaged()).isEqualTo(1);
    }

    @Test
    void aBlockWithoutItsDataIsReportedAndTheRestRead() throws SQLException {
        appendBlocks(4);
        append(START, "needle");
        reopenAfter("delete from log_data where id = 2");
        assertThat(find("needle")).containsExactly("needle");
        var export = new LogExport(store, LogFilter.ALL, 0);
        long lines = 0;
        for (; export.hasNext(); export.next()) {
            lines++;
        }
        assertThat(lines).isGreaterThan(5_000);
        assertThat(export.damagedBlocks()).isEqualTo(1);
        assertThat(store.health().damaged()).isEqualTo(1);
    }

    /** As if the file had been damaged. */
    private void reopenAfter(String sql) throws SQLException {
        close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("logs.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        } finally {
            open();
        }
    }
}
