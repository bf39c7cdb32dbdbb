package dev.mcpmanager.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.storage.Database;
import dev.mcpmanager.storage.Schema;
import dev.mcpmanager.supervision.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageRecorderIT {
    private static final Instant NOW = Instant.parse("2026-11-23T10:30:00Z");

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

    private static Usage usage(long run, long bytes) {
        return new Usage(run, bytes, Duration.ZERO, 0, 1);
    }

    private UsageRecorder open(Map<String, Usage> used) {
        return UsageRecorder.open(
                directory.resolve("usage.db"),
                () -> List.of("one", "two"),
                id -> Optional.ofNullable(used.get(id)),
                now::get);
    }

    private void store(Map<UsageTally.Key, UsageSums> sums) {
        try (Database database = Database.open(directory.resolve("usage.db"), Schema.USAGE, now::get)) {
            new UsageStore(database).add(sums);
        }
    }

    /** What a manager saw that lived at that time. */
    private void seen(Instant at, long run, long bytes) {
        store(Map.of(new UsageTally.Key("one", at.getEpochSecond() / 60, run), UsageSums.first(bytes)));
    }

    private List<UsagePoint> points(Instant from, Instant to) {
        try (UsageRecorder recorder = open(Map.of())) {
            return recorder.history().points("one", from, to);
        }
    }

    /** What there is of a server when the minute has ended. */
    private List<UsagePoint> written(UsageRecorder recorder, String server) {
        now.set(NOW.plusSeconds(60));
        recorder.write();
        return recorder.history().points(server, NOW, NOW.plusSeconds(30));
    }

    @Test
    void whatRunsIsSampledAndThereAfterARestart() {
        try (UsageRecorder recorder = open(Map.of("one", usage(3, 4096)))) {
            recorder.sample();
            await().until(() -> !written(recorder, "one").isEmpty());
        }
        assertThat(points(NOW.minusSeconds(600), NOW.plusSeconds(60)))
                .singleElement()
                .satisfies(point -> {
                    assertThat(Instant.ofEpochMilli(point.at())).isEqualTo(NOW);
                    assertThat(List.of(point.width(), point.run(), point.memoryBytes(), point.maxMemoryBytes()))
                            .containsExactly(60_000L, 3L, 4096L, 4096L);
                    assertThat(point.cpuPercent()).isEmpty();
                });
    }

    @Test
    void aMinuteThatTwoManagersSawIsOne() {
        seen(NOW, 1, 1024);
        seen(NOW.plusSeconds(30), 1, 3072);
        assertThat(points(NOW, NOW.plusSeconds(60))).singleElement().satisfies(point -> {
            assertThat(point.memoryBytes()).isEqualTo(2048);
            assertThat(point.maxMemoryBytes()).isEqualTo(3072);
        });
    }

    @Test
    void timesWithoutARunHaveNoPointAndTwoRunsHaveOneEach() {
        seen(NOW.minusSeconds(600), 1, 1024);
        seen(NOW.minusSeconds(300), 1, 1024);
        seen(NOW.minusSeconds(290), 2, 2048);
        assertThat(points(NOW.minusSeconds(3600), NOW).stream()
                        .map(point -> (NOW.toEpochMilli() - point.at()) / 1000 + " s ago, run " + point.run()))
                .containsExactly("600 s ago, run 1", "300 s ago, run 1", "300 s ago, run 2");
    }

    @Test
    void aDayIsShownByMinutesAndAWeekByQuartersOfAnHour() {
        seen(NOW.minus(Duration.ofDays(6)), 1, 1024);
        seen(NOW.minus(Duration.ofHours(23)), 1, 1024);
        seen(NOW.minus(Duration.ofHours(23)).plusSeconds(60), 1, 1024);
        assertThat(points(NOW.minus(Duration.ofHours(23)), NOW.minus(Duration.ofHours(22))))
                .extracting(UsagePoint::width)
                .containsExactly(60_000L, 60_000L);
        assertThat(points(NOW.minus(Duration.ofDays(7)), NOW))
                .extracting(UsagePoint::width)
                .containsExactly(1_800_000L, 1_800_000L);
    }

    @Test
    void pointsAreBoundedHoweverMuchIsAskedFor() {
        Map<UsageTally.Key, UsageSums> week = new HashMap<>();
        long last = NOW.getEpochSecond() / 60;
        for (long minute = last - Duration.ofDays(9).toMinutes(); minute <= last; minute += 5) {
            week.put(new UsageTally.Key("one", minute, 1), UsageSums.first(1024));
        }
        store(week);
        try (UsageRecorder recorder = open(Map.of())) {
            UsageHistory history = recorder.history();
            for (Instant from : List.of(Instant.MIN, NOW.minus(Duration.ofHours(24)), NOW.minusSeconds(60))) {
                assertThat(history.points("one", from, Instant.MAX)).hasSizeBetween(1, UsageHistory.MAX_POINTS + 1);
                assertThat(history.points(from, Instant.MAX).get("one"))
                        .hasSizeBetween(1, UsageHistory.MAX_POINTS_OF_EACH + 1);
            }
        }
    }

    @Test
    void whatIsOldIsRemoved() {
        seen(NOW.minus(Duration.ofDays(8)), 1, 1024);
        seen(NOW.minus(Duration.ofHours(30)), 1, 1024);
        seen(NOW, 1, 1024);
        try (UsageRecorder recorder = open(Map.of())) {
            recorder.prune();
        }
        try (Database database = Database.open(directory.resolve("usage.db"), Schema.USAGE, now::get)) {
            assertThat(database.<List<Integer>>read(handle -> handle.createQuery("select width from usage order by 1")
                            .mapTo(Integer.class)
                            .list()))
                    .containsExactly(1, 15, 15);
        }
    }

    @Test
    void aPurgedServerLeavesNothing() {
        try (UsageRecorder recorder = open(Map.of("one", usage(1, 1024), "two", usage(1, 1024)))) {
            recorder.sample();
            await().until(() -> !written(recorder, "one").isEmpty()
                    && !written(recorder, "two").isEmpty());
        }
        try (UsageRecorder recorder = open(Map.of())) {
            recorder.purge("one");
            assertThat(recorder.history().points(NOW, NOW.plusSeconds(60))).containsOnlyKeys("two");
        }
    }

    @Test
    void aServerThatDoesNotAnswerHoldsUpNoOther() {
        var answer = new CountDownLatch(1);
        var asked = new AtomicInteger();
        try (UsageRecorder recorder = UsageRecorder.open(
                directory.resolve("usage.db"),
                () -> List.of("hangs", "one"),
                id -> {
                    if (id.equals("hangs")) {
                        asked.incrementAndGet();
                        awaitUninterruptibly(answer);
                    }
                    return Optional.of(usage(1, 1024));
                },
                now::get)) {
            recorder.sample();
            await().until(() -> !written(recorder, "one").isEmpty());
            recorder.sample();
            assertThat(asked).hasValue(1);
            answer.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
