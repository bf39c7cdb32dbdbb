package dev.mcpmanager.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store and its search against a list of lines. */
class LogStoreIT {
    private static final long START = Instant.parse("2026-07-28T10:00:00Z").toEpochMilli();
    private static final int LINES = 150_000;

    private final LogOracle oracle = new LogOracle();
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

    private void reopen() {
        close();
        open();
    }

    private void appendRandomLines(int count) {
        long at = START;
        for (int i = 0; i < count; i++) {
            // now and then the clock jumps back
            at += random.nextInt(1_000) == 0 ? -5_000 : random.nextInt(20);
            int server = random.nextInt(1 + random.nextInt(6));
            oracle.append(
                    store,
                    "server-" + server,
                    1 + i / 40_000,
                    RandomLines.pick(random, LogSource.values()),
                    RandomLines.pick(random, LogLevel.values()),
                    at,
                    RandomLines.line(random, i));
        }
    }

    private void assertFinds(LogFilter filter) {
        List<LogLine> expected = oracle.newest(filter, 1_000);
        for (int limit : List.of(1, 100, 1_000)) {
            LogPage page = search.search(LogQuery.newest(filter, limit));
            assertThat(page.lines()).as("%s", filter).isEqualTo(expected.subList(0, Math.min(limit, expected.size())));
            assertThat(page.next().isPresent()).isEqualTo(page.lines().size() == limit);
            assertThat(page.timedOut()).isFalse();
        }
    }

    private List<LogFilter> filters() {
        LogFilter one = LogFilter.ofServer("server-2");
        var filters = new ArrayList<>(List.of(
                LogFilter.ALL,
                one,
                LogFilter.ofServer("nobody"),
                LogFilter.ALL.withLevels(Set.of(LogLevel.ERROR, LogLevel.WARN)),
                one.withSources(Set.of(LogSource.SYSTEM)).withRun(2),
                one.between(Instant.ofEpochMilli(START + 300_000), Instant.MAX),
                LogFilter.ALL.between(Instant.ofEpochMilli(START + 300_000), Instant.ofEpochMilli(START + 301_000))));
        for (String text :
                List.of("number 149999.", "NUMBER 7 ", "a", "Ünïcode", "error", "rare-needle", "<", "no such")) {
            for (boolean exact : List.of(true, false)) {
                filters.add(LogFilter.ALL.withMatch(new TextMatch.Substring(text, exact)));
                filters.add(one.withMatch(new TextMatch.Substring(text, exact)).withLevels(Set.of(LogLevel.INFO)));
            }
        }
        for (String regex : List.of(
                "number 1499+",
                "id=[0-9a-f]{8}-0",
                "(rare|seldom)-needle",
                "^$",
                "took (\\d+)ms$",
                "rare-needle|nothing",
                "number 1499+|rare-needle|took 77",
                "rare-needle|^$",
                "a?rare-needle",
                "colou?r")) {
            filters.add(LogFilter.ALL.withMatch(new TextMatch.Regex(regex, true)));
            filters.add(one.withMatch(new TextMatch.Regex(regex, false)));
        }
        return filters;
    }

    @Test
    void findsWhatAListOfLinesFinds() {
        appendRandomLines(LINES);
        filters().forEach(this::assertFinds);
    }

    @Test
    void findsTheSameAfterAReopening() {
        appendRandomLines(LINES / 2);
        reopen();
        filters().forEach(this::assertFinds);
        appendRandomLines(LINES / 2);
        filters().forEach(this::assertFinds);
    }

    @Test
    void pagesFollowOneAnotherWhileLinesAreAppended() {
        appendRandomLines(LINES / 3);
        LogFilter filter = LogFilter.ALL.withLevels(Set.of(LogLevel.ERROR));
        List<LogLine> expected = oracle.newest(filter, Integer.MAX_VALUE);
        var found = new ArrayList<LogLine>();
        LogQuery query = LogQuery.newest(filter, 700);
        Optional<Long> next = Optional.of(Long.MAX_VALUE);
        while (next.isPresent()) {
            LogPage page = search.search(query.from(next.get()));
            found.addAll(page.lines());
            next = page.next();
            appendRandomLines(2_000);
        }
        assertThat(found).isEqualTo(expected);
    }

    /** Notes what it is told, and ends the search after some steps. */
    private static final class Follower implements SearchListener {
        private final List<LogLine> found = new ArrayList<>();
        private final List<SearchProgress> progress = new ArrayList<>();
        private final int steps;

        Follower(int steps) {
            this.steps = steps;
        }

        @Override
        public void found(List<LogLine> lines) {
            found.addAll(lines);
        }

        @Override
        public boolean searched(SearchProgress step) {
            progress.add(step);
            return progress.size() <= steps;
        }
    }

    @Test
    void aFollowerGetsThePageInPartsWhosePlaceIsCertain() {
        appendRandomLines(LINES / 3);
        for (LogFilter filter : filters()) {
            var follower = new Follower(Integer.MAX_VALUE);
            LogPage page = search.search(LogQuery.newest(filter, 1_000), follower);
            assertThat(follower.found).isEqualTo(page.lines());
            assertThat(follower.progress)
                    .extracting(SearchProgress::sequence)
                    .isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    @Test
    void aSearchThatAFollowerEndsGoesOnFromThere() {
        appendRandomLines(LINES / 3);
        LogFilter filter = LogFilter.ALL.withMatch(new TextMatch.Substring("took 77", true));
        var found = new ArrayList<LogLine>();
        Optional<Long> next = Optional.of(Long.MAX_VALUE);
        for (int i = 0; next.isPresent(); i++) {
            var follower = new Follower(1 + i);
            LogPage page = search.search(LogQuery.newest(filter, 1_000).from(next.get()), follower);
            assertThat(page.timedOut()).isFalse();
            assertThat(follower.found).isEqualTo(page.lines());
            assertThat(page.next().orElse(0L)).isLessThanOrEqualTo(next.get());
            found.addAll(page.lines());
            next = page.next();
        }
        assertThat(found).isEqualTo(oracle.newest(filter, LINES)).isNotEmpty();
    }

    @Test
    void exportsWhatAListOfLinesHasInItsOrder() {
        appendRandomLines(LINES / 3);
        reopen();
        appendRandomLines(LINES / 3);
        for (LogFilter filter : List.of(
                LogFilter.ALL,
                LogFilter.ofServer("server-1"),
                LogFilter.ALL.withMatch(new TextMatch.Substring("colour", true)),
                LogFilter.ALL.withMatch(new TextMatch.Regex("took \\d5ms", false)))) {
            long after = LINES / 10;
            var exported = new ArrayList<LogLine>();
            new LogExport(store, filter, after).forEachRemaining(exported::add);
            assertThat(exported)
                    .isEqualTo(oracle.newest(filter, LINES).reversed().stream()
                            .filter(line -> line.sequence() > after)
                            .toList());
        }
    }

    @Test
    void showsTheLinesAroundOne() {
        appendRandomLines(LINES / 10);
        List<LogLine> all = oracle.newest(LogFilter.ofServer("server-0"), LINES).reversed();
        int middle = all.size() / 2;
        long hit = all.get(middle).sequence();
        assertThat(search.context("server-0", hit, 3, 5)).isEqualTo(all.subList(middle - 3, middle + 6));
        assertThat(search.context("server-0", hit, 0, 0)).containsExactly(all.get(middle));
    }

    @Test
    void countsLinesByLevelOverTime() {
        appendRandomLines(LINES / 2);
        reopen();
        appendRandomLines(LINES / 10);
        Instant from = Instant.ofEpochMilli(START + 10_000);
        Instant to = Instant.ofEpochMilli(START + 700_000);
        for (LogFilter filter : List.of(
                LogFilter.ALL,
                LogFilter.ofServer("server-0"),
                LogFilter.ALL.withRun(2).withSources(Set.of(LogSource.STDERR)))) {
            for (int buckets : List.of(1, 7, 500)) {
                LogHistogram histogram = new LogStatistics(store).histogram(filter, from, to, buckets);
                assertThat(histogram).isEqualTo(oracle.histogram(filter, from, to, buckets));
            }
        }
    }
}
