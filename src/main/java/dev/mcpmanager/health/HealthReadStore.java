package dev.mcpmanager.health;

import dev.mcpmanager.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

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

    /** Empty when nothing is stored of the server. */
    <T> Optional<T> read(String serverId, Function<SnapshotStore, T> work) {
        return database.read(handle -> handle.createQuery("select number from health_servers where server_id = ?")
                .bind(0, serverId)
                .mapTo(Long.class)
                .findOne()
                .map(server -> work.apply(new SnapshotStore(handle, server, RollupStore.progress(handle)))));
    }

    /** Likewise for each server that is not deleted, by its id. */
    <T> Map<String, T> readAll(Function<SnapshotStore, T> work) {
        return database.read(handle -> {
            RollupStore.Progress progress = RollupStore.progress(handle);
            return handle
                    .createQuery(
                            "select server_id, number from health_servers where server_id in (select id from servers)")
                    .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                    .list()
                    .stream()
                    .collect(Collectors.toUnmodifiableMap(
                            Map.Entry::getKey,
                            server -> work.apply(new SnapshotStore(handle, server.getValue(), progress))));
        });
    }

    /** Passes on the checks in [from, until), oldest first. */
    static void eachCheck(Handle handle, long server, long from, long until, Consumer<StoredCheck> to) {
        try (var checks = query(handle, server, from, until, -1).map((row, _) -> check(row)).stream()) {
            checks.forEach(to);
        }
    }

    static List<StoredCheck> checks(Handle handle, long server, long from, long until, int limit) {
        return query(handle, server, from, until, limit)
                .map((row, _) -> check(row))
                .list();
    }

    private static Query query(Handle handle, long server, long from, long until, int limit) {
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

    static StoredCheck check(ResultSet row) throws SQLException {
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
