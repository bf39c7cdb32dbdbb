package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mcpmanager.storage.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthStoreIT {
    private static final String SERVER = "server-a";

    private final ManualClock time = new ManualClock(Instant.parse("2026-03-01T00:00:00Z"));
    private final HealthClock clock = new HealthClock(time, time::nanos);
    private final IntervalTracker intervals = new IntervalTracker(clock);
    private final Random random = new Random(4);
    private final List<ProbeResult> all = new ArrayList<>();

    @TempDir
    private Path directory;

    private Database database;
    private HealthWriteStore writes;
    private RollupStore rollups;
    private HealthHistory history;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("a.db"), InstantSource.system());
        database.write(handle -> handle.execute("""
                insert into servers (id, name, type, created_at, updated_at) values (?, 'a', 'command', '', '')
                """, SERVER));
        writes = new HealthWriteStore(database);
        rollups = new RollupStore(database);
        history = new HealthHistory(database, clock);
        writes.begin(clock.millis());
        intervals.change(SERVER, HealthState.UNKNOWN, "starting");
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Checks each {@code interval}, some of which fail, adding up each 15 minutes as the schedule does. */
    private void live(Duration length, Duration interval) {
        var batch = new ArrayList<HealthBatch.Check>();
        for (long i = 0; i < length.dividedBy(interval); i++) {
            time.pass(interval);
            ProbeResult result = random.nextInt(10) == 0
                    ? ProbeResult.unhealthy("refused", clock.instant())
                    : ProbeResult.healthy(
                            Duration.of(random.nextLong(500, 50_000), ChronoUnit.MICROS), clock.instant());
            all.add(result);
            batch.add(new HealthBatch.Check(SERVER, result));
            if (i % 30 == 29) {
                write(batch);
                batch.clear();
                new Rollup(rollups).run(clock.millis());
            }
        }
        write(batch);
    }

    private void write(List<HealthBatch.Check> checks) {
        IntervalTracker.Cut cut = intervals.cut();
        writes.write(new HealthBatch(List.copyOf(checks), cut));
        intervals.written(cut);
    }

    private void assertComplete(HealthRange range) {
        long bucket = range.resolution().bucketMillis();
        long from = Math.floorDiv(clock.millis() - range.length().toMillis(), bucket) * bucket;
        List<ProbeResult> expected = all.stream()
                .filter(result -> result.at().toEpochMilli() >= from)
                .toList();
        HealthSummary summary = history.summary(SERVER, range);
        assertThat(summary.totalChecks()).isEqualTo(expected.size());
        assertThat(summary.unhealthyChecks())
                .isEqualTo(expected.stream().filter(result -> !result.healthy()).count());
        double mean = expected.stream()
                .flatMap(result -> result.responseTime().stream())
                .mapToLong(each -> each.toNanos() / 1_000)
                .average()
                .orElseThrow();
        assertThat(summary.responseTimes())
                .hasValueSatisfying(times -> assertThat(times.mean() * 1_000).isCloseTo(mean, within(0.001)));
        List<HealthPoint> points = history.points(SERVER, range);
        assertThat(points).hasSizeLessThanOrEqualTo(HealthHistory.MAX_POINTS);
        if (range != HealthRange.HOUR) {
            assertThat(points.stream()
                            .mapToLong(point -> point.healthyChecks() + point.unhealthyChecks())
                            .sum())
                    .isEqualTo(expected.size());
        }
    }

    @Test
    void everyCheckIsCountedOnceInEveryRange() {
        live(Duration.ofDays(9), Duration.ofSeconds(90));
        live(Duration.ofHours(2), Duration.ofSeconds(10));
        assertComplete(HealthRange.HOUR);
        assertComplete(HealthRange.DAY);
        assertComplete(HealthRange.WEEK);
        assertComplete(HealthRange.MONTH);
        assertComplete(HealthRange.YEAR);
        assertThat(history.summary(SERVER, HealthRange.DAY).lastCheck()).hasValue(all.getLast());
    }

    @Test
    void aRollUpThatIsDoneAgainCountsNothingTwice() {
        live(Duration.ofDays(2), Duration.ofMinutes(1));
        var reached = rollups.progress();
        long day = Duration.ofDays(1).toMillis();
        // as after a crash between the last server's chunks and the note of progress
        rollups.saveProgress(
                new RollupStore.Progress(reached.minutes() - Duration.ofHours(3).toMillis(), reached.days() - day));
        assertComplete(HealthRange.WEEK);
        new Rollup(rollups).run(clock.millis());
        assertComplete(HealthRange.DAY);
        assertComplete(HealthRange.WEEK);
        assertComplete(HealthRange.YEAR);
    }

    @Test
    void timesThatComeAgainAreAddedUpAgain() {
        live(Duration.ofHours(6), Duration.ofSeconds(30));
        time.set(Duration.ofHours(-2));
        assertThat(intervals.adjust()).isPresent();
        new Rollup(rollups).run(clock.millis());
        live(Duration.ofHours(3), Duration.ofSeconds(31));
        new Rollup(rollups).run(clock.millis());
        assertThat(history.summary(SERVER, HealthRange.WEEK).totalChecks())
                .isEqualTo(all.stream().map(ProbeResult::at).distinct().count());
    }

    @Test
    void singleChecksGoAfterADayAndMinutesAfterAWeek() {
        live(Duration.ofDays(9), Duration.ofMinutes(10));
        assertThat(count("select count(*) from health_metrics")).isBetween(144L, 144L + 30);
        assertThat(count("select min(start) from health_rollups where resolution = 1"))
                .isGreaterThan(clock.millis() - Duration.ofDays(7).plusHours(6).toMillis());
        assertThat(count("select count(*) from health_rollups where resolution = 1440"))
                .isEqualTo(8);
    }

    private long count(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    @Test
    void theHourShowsSingleChecksWithTheirErrors() {
        live(Duration.ofMinutes(50), Duration.ofSeconds(30));
        assertThat(history.points(SERVER, HealthRange.HOUR)).hasSize(all.size());
        assertThat(history.points(SERVER, HealthRange.HOUR).stream().flatMap(point -> point.error().stream()))
                .isNotEmpty()
                .containsOnly("refused");
    }

    @Test
    void availabilityIsExactAcrossACrashOfTheManager() {
        intervals.change(SERVER, HealthState.HEALTHY, "checks succeed");
        time.pass(Duration.ofMillis(60_001));
        intervals.change(SERVER, HealthState.UNHEALTHY, "refused");
        time.pass(Duration.ofMillis(20_003));
        write(List.of());
        time.pass(Duration.ofMinutes(5));
        // killed; nothing was written since
        var next = new IntervalTracker(clock);
        writes.begin(clock.millis());
        next.change(SERVER, HealthState.HEALTHY, "checks succeed");
        time.pass(Duration.ofMillis(7));
        IntervalTracker.Cut cut = next.cut();
        writes.write(new HealthBatch(List.of(), cut));
        assertThat(history.summary(SERVER, HealthRange.HOUR).availability())
                .isEqualTo(new Availability(60_008, 20_003));
        assertThat(history.incidents(SERVER, HealthRange.HOUR, 10))
                .singleElement()
                .satisfies(incident -> {
                    assertThat(incident.reasons()).containsExactly("refused");
                    assertThat(incident.until()).contains(incident.from().plusMillis(20_003));
                });
    }

    @Test
    void theManagersOwnAbsenceIsAStateOfItsOwn() {
        intervals.change(SERVER, HealthState.HEALTHY, "checks succeed");
        time.pass(Duration.ofSeconds(10));
        write(List.of());
        Instant died = clock.instant();
        time.pass(Duration.ofMinutes(5));
        writes.begin(clock.millis());
        assertThat(history.intervals(SERVER, HealthRange.HOUR).getLast())
                .isEqualTo(new Interval(
                        HealthState.UNOBSERVED, "the manager was not running", died, Optional.of(clock.instant())));
        assertThat(history.summary(SERVER, HealthRange.HOUR).availability()).isEqualTo(new Availability(10_000, 0));
        assertThat(history.availabilities(HealthRange.HOUR)).isEqualTo(Map.of(SERVER, new Availability(10_000, 0)));
    }

    @Test
    void aDeletedServerIsNotAmongAllThoughItsHistoryIsKept() {
        intervals.change(SERVER, HealthState.HEALTHY, "checks succeed");
        time.pass(Duration.ofSeconds(10));
        write(List.of());
        database.write(handle -> handle.execute("delete from servers"));
        assertThat(history.summary(SERVER, HealthRange.DAY).availability()).isEqualTo(new Availability(10_000, 0));
        assertThat(history.availabilities(HealthRange.DAY)).isEmpty();
    }

    @Test
    void aPurgedServerLeavesNothing() {
        live(Duration.ofHours(1), Duration.ofMinutes(1));
        writes.purge(SERVER);
        assertThat(history.summary(SERVER, HealthRange.DAY)).isEqualTo(HealthSummary.EMPTY);
        assertThat(history.availabilities(HealthRange.DAY)).isEmpty();
        assertThat(count("select (select count(*) from health_metrics) + (select count(*) from health_rollups)"))
                .isZero();
        database.write(handle -> handle.execute("delete from servers"));
        intervals.change(SERVER, HealthState.STOPPED, "stop requested");
        live(Duration.ofMinutes(1), Duration.ofSeconds(30));
        assertThat(count("select count(*) from health_servers"))
                .as("what comes late does not bring it back")
                .isZero();
    }

    @Test
    void theServersRowShowsItsHealthAndTheLatestCheck() {
        intervals.change(SERVER, HealthState.HEALTHY, "checks succeed");
        live(Duration.ofMinutes(1), Duration.ofSeconds(30));
        assertThat(database.<String>read(
                        handle -> handle.createQuery("select health_status || ' ' || last_health_check from servers")
                                .mapTo(String.class)
                                .one()))
                .isEqualTo("healthy " + all.getLast().at());
        writes.begin(clock.millis());
        assertThat(count("select count(*) from servers where health_status = 'unknown'"))
                .isEqualTo(1);
    }
}
