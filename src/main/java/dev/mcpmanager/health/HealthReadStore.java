package dev.mcpmanager.health;

import dev.mcpmanager.storage.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Reads checks, buckets and intervals; thread-safe. Times are milliseconds since 1970. */
final class HealthReadStore {
    private final Database database;

    HealthReadStore(Database database) {
        this.database = database;
    }

    /** Receives buckets, each with its start. */
    interface Buckets {
        void add(long at, Bucket bucket);
    }

    /** One moment's view of a server's history; for use within {@link #read} only. */
    record Snapshot(Handle handle, long server, RollupStore.Progress progress) {

        /** Checks from {@code from} on, oldest first; at most {@code limit}. */
        List<StoredCheck> checks(long from, int limit) {
            return HealthReadStore.checks(handle, server, from, Long.MAX_VALUE, limit);
        }

        void eachCheck(long from, Consumer<StoredCheck> to) {
            HealthReadStore.eachCheck(handle, server, from, Long.MAX_VALUE, to);
        }

        void eachBucket(Resolution resolution, long from, long until, Buckets to) {
            HealthReadStore.eachBucket(handle, server, resolution, from, until, to);
        }

        Optional<StoredCheck> lastCheck() {
            return handle.createQuery("""
                            select timestamp, status, response_time, error_message from health_metrics
                             where server_id = ? order by timestamp desc limit 1
                            """)
                    .bind(0, server)
                    .map((row, _) -> check(row))
                    .findOne();
        }

        /** Those that lasted after {@code from}, in the order in which they began. */
        List<Interval> intervals(long from) {
            return handle.createQuery("""
                            select id, state, reason, from_at, until_at from health_intervals
                             where server_id = :server and until_at > :from
                            union all
                            select id, state, reason, from_at, until_at from health_intervals
                             where server_id = :server and until_at is null
                             order by id
                            """)
                    .bind("server", server)
                    .bind("from", from)
                    .map((row, _) -> new Interval(
                            HealthState.parse(row.getString("state")),
                            row.getString("reason"),
                            Instant.ofEpochMilli(row.getLong("from_at")),
                            Optional.ofNullable(row.getString("until_at"))
                                    .map(until -> Instant.ofEpochMilli(Long.parseLong(until)))))
                    .list();
        }
    }

    /** Empty when nothing is stored of the server. */
    <T> Optional<T> read(String serverId, Function<Snapshot, T> work) {
        return database.read(handle -> handle.createQuery("select number from health_servers where server_id = ?")
                .bind(0, serverId)
                .mapTo(Long.class)
                .findOne()
                .map(server -> work.apply(new Snapshot(handle, server, RollupStore.progress(handle)))));
    }

    /** Passes on the checks in [from, until), oldest first. */
    static void eachCheck(Handle handle, long server, long from, long until, Consumer<StoredCheck> to) {
        try (var checks = query(handle, server, from, until, -1).map((row, _) -> check(row)).stream()) {
            checks.forEach(to);
        }
    }

    private static List<StoredCheck> checks(Handle handle, long server, long from, long until, int limit) {
        return query(handle, server, from, until, limit)
                .map((row, _) -> check(row))
                .list();
    }

    private static org.jdbi.v3.core.statement.Query query(
            Handle handle, long server, long from, long until, int limit) {
        return handle.createQuery("""
                        select timestamp, status, response_time, error_message from health_metrics
                         where server_id = :server and timestamp >= :from and timestamp < :until
                         order by timestamp limit :limit
                        """)
                .bind("server", server)
                .bind("from", from)
                .bind("until", until)
                .bind("limit", limit);
    }

    private static StoredCheck check(java.sql.ResultSet row) throws java.sql.SQLException {
        long micros = row.getLong("response_time");
        OptionalLong time = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(micros);
        return new StoredCheck(
                row.getLong("timestamp"),
                row.getInt("status") == 1,
                time,
                Optional.ofNullable(row.getString("error_message")));
    }

    /** Passes on the buckets that begin in [from, until), oldest first. */
    static void eachBucket(Handle handle, long server, Resolution resolution, long from, long until, Buckets to) {
        record Chunk(long start, SortedMap<Integer, Bucket> buckets) {}
        handle.createQuery("""
                        select start, buckets from health_rollups
                         where server_id = :server and resolution = :resolution and start >= :from and start < :until
                         order by start
                        """)
                .bind("server", server)
                .bind("resolution", resolution.minutes())
                .bind("from", resolution.chunkOf(from))
                .bind("until", until)
                .map((row, _) -> new Chunk(row.getLong("start"), BucketCodec.decode(row.getBytes("buckets"))))
                .list()
                .forEach(chunk -> chunk.buckets().forEach((slot, bucket) -> {
                    long at = chunk.start() + slot * resolution.bucketMillis();
                    if (at >= from && at < until) {
                        to.add(at, bucket);
                    }
                }));
    }
}
