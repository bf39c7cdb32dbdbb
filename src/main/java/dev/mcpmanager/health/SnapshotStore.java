package dev.mcpmanager.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** One moment's view of one server's history; for use within {@link HealthReadStore#read} only. Times are milliseconds since 1970. */
record SnapshotStore(Handle handle, long server, RollupStore.Progress progress) {

    /** Checks from {@code from} on, oldest first; at most {@code limit}. */
    List<StoredCheck> checks(long from, int limit) {
        return HealthReadStore.checks(handle, server, from, Long.MAX_VALUE, limit);
    }

    void eachCheck(long from, Consumer<StoredCheck> to) {
        HealthReadStore.eachCheck(handle, server, from, Long.MAX_VALUE, to);
    }

    void eachBucket(Resolution resolution, long from, long until, HealthReadStore.Buckets to) {
        HealthReadStore.eachBucket(handle, server, resolution, from, until, to);
    }

    Optional<StoredCheck> lastCheck() {
        return handle.createQuery("""
                        select timestamp, status, response_time, error_message from health_metrics
                         where server_id = ? order by timestamp desc limit 1
                        """)
                .bind(0, server)
                .map((row, _) -> HealthReadStore.check(row))
                .findOne();
    }

    /** What {@code work} makes of those that lasted after {@code from}, the one that ended last first; read as it goes. */
    <T> T intervals(long from, Function<Stream<Interval>, T> work) {
        try (Stream<Interval> newestFirst = intervals(from)) {
            return work.apply(newestFirst);
        }
    }

    private Stream<Interval> intervals(long from) {
        return handle
                .createQuery("""
                        select state, reason, from_at, until_at from health_intervals
                         where server_id = :server and until_at > :from order by until_at desc, from_at desc
                        """)
                .bind("server", server)
                .bind("from", from)
                .map((row, _) -> new Interval(
                        HealthState.parse(row.getString("state")),
                        row.getString("reason"),
                        Instant.ofEpochMilli(row.getLong("from_at")),
                        until(row.getLong("until_at"))))
                .stream();
    }

    private static Optional<Instant> until(long millis) {
        return millis == HealthWriteStore.LASTS ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
