package dev.mcpmanager.health;

import dev.mcpmanager.storage.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is stored of servers' health, up to a moment ago. Thread-safe. Ranges of checks begin at the edge of a bucket: a
 * minute, a quarter of an hour for 7d and 30d, a day for 1y.
 */
public final class HealthHistory {
    /** Most points of a chart. */
    public static final int MAX_POINTS = 500;

    private final HealthReadStore store;
    private final HealthClock clock;

    HealthHistory(Database database, HealthClock clock) {
        this.store = new HealthReadStore(database);
        this.clock = clock;
    }

    /** The checks of the range, oldest first: each of the last hour if they are few, else added up. */
    public List<HealthPoint> points(String serverId, HealthRange range) {
        long now = clock.millis();
        return store.read(serverId, view -> {
                    if (range == HealthRange.HOUR) {
                        List<StoredCheck> checks = view.checks(start(range, now), MAX_POINTS + 1);
                        if (checks.size() <= MAX_POINTS) {
                            return checks.stream().map(HealthPoint::of).toList();
                        }
                    }
                    return sampled(view, range, now);
                })
                .orElse(List.of());
    }

    private static List<HealthPoint> sampled(SnapshotStore view, HealthRange range, long now) {
        long bucket = range.resolution().bucketMillis();
        long buckets = range.length().toMillis() / bucket + 1;
        long width = bucket * Math.ceilDiv(buckets, MAX_POINTS - 1);
        Map<Long, Bucket> points = new TreeMap<>();
        read(
                view,
                range,
                now,
                (at, each) -> points.computeIfAbsent(Math.floorDiv(at, width) * width, _ -> new Bucket())
                        .add(each));
        return points.entrySet().stream()
                .map(point -> HealthPoint.of(point.getKey(), width, point.getValue()))
                .toList();
    }

    public HealthSummary summary(String serverId, HealthRange range) {
        long now = clock.millis();
        Instant until = Instant.ofEpochMilli(now);
        return store.read(serverId, view -> {
                    var all = new Bucket();
                    read(view, range, now, (_, bucket) -> all.add(bucket));
                    return HealthSummary.of(
                            all,
                            availability(view, until.minus(range.length()), until),
                            view.lastCheck().map(StoredCheck::result));
                })
                .orElse(HealthSummary.EMPTY);
    }

    /** Of each server that was watched within the range, by its id. */
    public Map<String, Availability> availabilities(HealthRange range) {
        Instant until = clock.instant();
        return store.readAll(view -> availability(view, until.minus(range.length()), until)).entrySet().stream()
                .filter(server -> server.getValue().percent().isPresent())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Availability availability(SnapshotStore view, Instant from, Instant until) {
        return view.intervals(
                from.toEpochMilli(), intervals -> Availability.of(intervals.iterator(), from, until, until));
    }

    /** Each state that lasted within the range, oldest first. */
    List<Interval> intervals(String serverId, HealthRange range) {
        long from = clock.millis() - range.length().toMillis();
        return store.read(serverId, view -> view.intervals(from, Stream::toList))
                .orElse(List.of())
                .reversed();
    }

    /** When the server was unhealthy within the range, newest first; at most {@code limit}. */
    public List<Incident> incidents(String serverId, HealthRange range, int limit) {
        long from = clock.millis() - range.length().toMillis();
        return store.read(
                        serverId,
                        view -> view.intervals(from, intervals -> Incident.latest(intervals.iterator(), limit)))
                .orElse(List.of());
    }

    /** The latest check; empty if there was none within 24 hours. */
    public Optional<ProbeResult> lastCheck(String serverId) {
        return store.read(serverId, SnapshotStore::lastCheck).flatMap(check -> check.map(StoredCheck::result));
    }

    private static long start(HealthRange range, long now) {
        long bucket = range.resolution().bucketMillis();
        return Math.floorDiv(now - range.length().toMillis(), bucket) * bucket;
    }

    /** The coarsest buckets that the range asks for, finer ones for times not yet added up, at last single checks. */
    private static void read(SnapshotStore view, HealthRange range, long now, HealthReadStore.Buckets to) {
        long from = start(range, now);
        long minutesFrom = from;
        if (range.resolution() != Resolution.MINUTE) {
            view.eachBucket(range.resolution(), from, view.progress().days(), to);
            minutesFrom = Math.max(from, view.progress().days());
        }
        view.eachBucket(Resolution.MINUTE, minutesFrom, view.progress().minutes(), to);
        view.eachCheck(Math.max(from, view.progress().minutes()), check -> {
            var bucket = new Bucket();
            bucket.add(check);
            to.add(check.at(), bucket);
        });
    }
}
