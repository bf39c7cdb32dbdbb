package dev.mcpmanager.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.storage.Database;
import dev.mcpmanager.storage.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallLogIT {
    private static final Instant NOW = Instant.parse("2026-11-23T10:30:00Z");
    private static final CallKind ECHO = new CallKind("tester", "tools/call", "echo", Outcome.OK);
    private static final CallKind BROKEN = new CallKind("tester", "tools/call", "echo", Outcome.ERROR);

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

    private CallLog open() {
        return CallLog.open(directory.resolve("calls.db"), now::get, true);
    }

    private static List<Call> all(CallLog calls, String server) {
        return calls.history()
                .page(server, _ -> true, Optional.empty(), 1000)
                .orElseThrow()
                .calls();
    }

    @Test
    void callsAreThereSoonAndAfterARestart() {
        try (CallLog calls = open()) {
            calls.add("one", ECHO, 2_000, 100, 200);
            calls.add("two", BROKEN, 5_000, 10, 20);
            await().until(() -> !all(calls, "one").isEmpty());
            assertThat(all(calls, "one")).containsExactly(new Call(ECHO, NOW.toEpochMilli() - 2, 2_000, 100, 200));
        }
        try (CallLog calls = open()) {
            assertThat(all(calls, "two")).containsExactly(new Call(BROKEN, NOW.toEpochMilli() - 5, 5_000, 10, 20));
            assertThat(all(calls, "three")).isEmpty();
        }
    }

    @Test
    void whatWasStoredOutlivesAKilledManager() throws Exception {
        try (CallLog calls = open()) {
            calls.add("one", ECHO, 2_000, 100, 200);
            await().until(() -> !all(calls, "one").isEmpty());
            Path killed = Files.createDirectory(directory.resolve("killed"));
            for (String file : List.of("calls.db", "calls.db-wal")) {
                Files.copy(directory.resolve(file), killed.resolve(file));
            }
            try (CallLog after = CallLog.open(killed.resolve("calls.db"), now::get, true)) {
                assertThat(all(after, "one")).isEqualTo(all(calls, "one"));
                assertThat(after.history().summary(Optional.of("one"), CallRange.HOUR))
                        .singleElement()
                        .satisfies(echo -> assertThat(echo.totals().calls()).isEqualTo(1));
            }
        }
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        try (CallLog calls = open()) {
            IntStream.range(0, 250).forEach(i -> calls.add("one", ECHO, 1, i, 0));
        }
        try (CallLog calls = open()) {
            IntStream.range(250, 500).forEach(i -> calls.add("one", i % 2 == 0 ? ECHO : BROKEN, 1, i, 0));
        }
        try (CallLog calls = open()) {
            List<Long> seen = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            do {
                CallHistory.Page page = calls.history()
                        .page("one", kind -> kind.equals(ECHO), cursor, 7)
                        .orElseThrow();
                page.calls().forEach(call -> seen.add(call.requestBytes()));
                cursor = page.next();
            } while (cursor.isPresent());
            List<Long> expected = IntStream.iterate(499, i -> i >= 0, i -> i - 1)
                    .filter(i -> i < 250 || i % 2 == 0)
                    .mapToObj(Long::valueOf)
                    .toList();
            assertThat(seen).isEqualTo(expected);
            assertThat(calls.history().page("one", _ -> true, Optional.of("x"), 7))
                    .isEmpty();
        }
    }

    @Test
    void aMinuteThatTwoManagersSawIsOne() {
        for (int i = 0; i < 2; i++) {
            try (CallLog calls = open()) {
                calls.add("one", ECHO, 1_000, 10, 100);
                calls.add("one", BROKEN, 9_000, 10, 100);
                calls.add("one", new CallKind("other", "tools/call", "echo", Outcome.CANCELLED), 99_000, 10, 0);
            }
        }
        try (CallLog calls = open()) {
            assertThat(calls.history().summary(Optional.of("one"), CallRange.HOUR))
                    .singleElement()
                    .satisfies(echo -> {
                        assertThat(echo.name()).isEqualTo("echo");
                        CallTotals totals = echo.totals();
                        assertThat(List.of(totals.calls(), totals.failures(), totals.cancelled()))
                                .containsExactly(6L, 2L, 2L);
                        assertThat(totals.requestBytes()).isEqualTo(60);
                        assertThat(totals.percentile(0.5)).isBetween(975.0, 1_025.0);
                        assertThat(totals.percentile(0.99)).isBetween(8_775.0, 9_225.0);
                    });
        }
    }

    @Test
    void pointsCoverTheRangeAndTheirCalls() {
        try (CallLog calls = open()) {
            calls.add("one", ECHO, 1_000, 10, 100);
        }
        now.set(NOW.plus(Duration.ofMinutes(30)));
        try (CallLog calls = open()) {
            calls.add("two", ECHO, 1_000, 10, 100);
        }
        try (CallLog calls = open()) {
            List<CallHistory.Point> points = calls.history().points(Optional.empty(), CallRange.HOUR);
            assertThat(points).hasSize(60);
            assertThat(points)
                    .filteredOn(point -> point.totals().calls() > 0)
                    .extracting(point -> Instant.ofEpochMilli(point.at()))
                    .containsExactly(NOW, NOW.plus(Duration.ofMinutes(30)));
            now.set(NOW.plus(Duration.ofMinutes(61)));
            assertThat(calls.history().points(Optional.of("one"), CallRange.HOUR))
                    .noneMatch(point -> point.totals().calls() > 0);
            assertThat(calls.history().points(Optional.of("one"), CallRange.DAY))
                    .anyMatch(point -> point.totals().calls() == 1);
        }
    }

    @Test
    void aWeekLaterNothingIsLeft() {
        try (CallLog calls = open()) {
            calls.add("one", ECHO, 1_000, 10, 100);
        }
        now.set(NOW.plus(Duration.ofDays(7).plusMinutes(2)));
        try (CallLog calls = open()) {
            await().until(() -> all(calls, "one").isEmpty());
        }
        try (Database database = Database.open(directory.resolve("calls.db"), Schema.CALLS, now::get)) {
            long rows = database.read(handle -> handle.createQuery(
                            "select (select count(*) from call_minutes) + (select count(*) from call_kinds)")
                    .mapTo(Long.class)
                    .one());
            assertThat(rows).isZero();
        }
    }

    @Test
    void whoDoesNotWantARecordHasNone() {
        try (CallLog calls = CallLog.open(directory.resolve("calls.db"), now::get, false)) {
            calls.add("one", ECHO, 1_000, 10, 100);
        }
        try (CallLog calls = open()) {
            assertThat(all(calls, "one")).isEmpty();
        }
    }

    @Test
    void aPurgedServerHasNoCalls() {
        try (CallLog calls = open()) {
            calls.add("one", ECHO, 1_000, 10, 100);
            await().until(() -> !all(calls, "one").isEmpty());
            calls.purge("one");
            assertThat(all(calls, "one")).isEmpty();
            assertThat(calls.history().summary(Optional.of("one"), CallRange.WEEK))
                    .isEmpty();
        }
    }

    @Test
    void aFailedWriteLeavesNoNumbersBehindThatNobodyStored() {
        try (Database database = Database.open(directory.resolve("calls.db"), Schema.CALLS, now::get)) {
            var store = new CallWriteStore(database);
            var call = new Call(ECHO, NOW.toEpochMilli(), 1, 1, 1);
            var batch = new CallBatch(NOW.toEpochMilli());
            batch.add(call);
            database.write(handle -> handle.execute("alter table call_minutes rename to elsewhere"));
            assertThatThrownBy(() -> store.write(NOW.toEpochMilli(), Map.of("one", batch)));
            database.write(handle -> handle.execute("alter table elsewhere rename to call_minutes"));
            store.write(NOW.toEpochMilli(), Map.of("one", batch));
            var read = new CallReadStore(database);
            assertThat(read.page("one", _ -> true, CallReadStore.Position.NEWEST, 10)
                            .calls())
                    .containsExactly(call);
        }
    }

    @Test
    void moreKindsThanAreToldApartAreStillCounted() {
        try (CallLog calls = open()) {
            IntStream.range(0, CallWriteStore.MAX_KINDS + 10)
                    .forEach(i -> calls.add("one", new CallKind("c", "m", "tool" + i, Outcome.OK), 1, 1, 1));
        }
        try (CallLog calls = open()) {
            assertThat(calls.history().summary(Optional.of("one"), CallRange.HOUR))
                    .hasSize(CallWriteStore.MAX_KINDS + 1)
                    .first()
                    .satisfies(rest -> assertThat(rest.totals().calls()).isEqualTo(10));
        }
    }
}
