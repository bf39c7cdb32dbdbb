package dev.mcpmanager.health;

import dev.mcpmanager.storage.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Adds checks up, and removes old ones; thread-safe. */
final class RollupStore {
    /** Rows that one statement removes at most, so that other writes need not wait long. */
    private static final int REMOVED = 5_000;

    private final Database database;

    RollupStore(Database database) {
        this.database = database;
    }

    /** Checks before {@code minutes} are in chunks of minutes, those before {@code days} in chunks of days, too. */
    record Progress(long minutes, long days) {}

    Progress progress() {
        return database.read(RollupStore::progress);
    }

    static Progress progress(Handle handle) {
        return handle.createQuery("select minutes_until, days_until from health_progress")
                .map((row, _) -> new Progress(row.getLong(1), row.getLong(2)))
                .one();
    }

    void saveProgress(Progress progress) {
        database.write(handle -> handle.execute(
                "update health_progress set minutes_until = ?, days_until = ?", progress.minutes(), progress.days()));
    }

    /** Numbers of all servers with a history. */
    List<Long> servers() {
        return database.read(handle -> handle.createQuery("select number from health_servers order by number")
                .mapTo(Long.class)
                .list());
    }

    /** Makes the chunks of these times anew from what they consist of; made twice, they are the same. */
    void rollUp(List<Long> servers, Progress from, Progress until) {
        database.write(handle -> {
            for (long server : servers) {
                rollUpMinutes(handle, server, from.minutes(), until.minutes());
                rollUpDays(handle, server, from.days(), until.days());
            }
            return servers.size();
        });
    }

    private static void rollUpMinutes(Handle handle, long server, long from, long until) {
        var chunks = new TreeMap<Long, SortedMap<Integer, Bucket>>();
        HealthReadStore.eachCheck(
                handle,
                server,
                from,
                until,
                check -> bucket(chunks, Resolution.MINUTE, check.at()).add(check));
        save(handle, server, Resolution.MINUTE, chunks);
    }

    private static void rollUpDays(Handle handle, long server, long from, long until) {
        var quarters = new TreeMap<Long, SortedMap<Integer, Bucket>>();
        var days = new TreeMap<Long, SortedMap<Integer, Bucket>>();
        HealthReadStore.eachBucket(handle, server, Resolution.MINUTE, from, until, (at, bucket) -> {
            bucket(quarters, Resolution.QUARTER_HOUR, at).add(bucket);
            bucket(days, Resolution.DAY, at).add(bucket);
        });
        save(handle, server, Resolution.QUARTER_HOUR, quarters);
        save(handle, server, Resolution.DAY, days);
    }

    private static Bucket bucket(Map<Long, SortedMap<Integer, Bucket>> chunks, Resolution resolution, long at) {
        return chunks.computeIfAbsent(resolution.chunkOf(at), _ -> new TreeMap<>())
                .computeIfAbsent(resolution.slotOf(at), _ -> new Bucket());
    }

    private static void save(
            Handle handle, long server, Resolution resolution, Map<Long, SortedMap<Integer, Bucket>> chunks) {
        chunks.forEach((start, slots) -> handle.execute(
                "insert or replace into health_rollups values (?, ?, ?, ?)",
                server,
                resolution.minutes(),
                start,
                BucketCodec.encode(slots)));
    }

    /** Removes what is older than it is kept, as seen at {@code now} in milliseconds since 1970. */
    void prune(List<Long> servers, long now) {
        int removed;
        do {
            removed = database.write(handle -> servers.stream()
                    .mapToInt(server -> prune(handle, server, now))
                    .sum());
        } while (removed >= REMOVED);
    }

    private static int prune(Handle handle, long server, long now) {
        int removed = removeOldest(handle, "health_metrics where", "timestamp", server, now, Resolution.CHECKS_KEPT);
        for (Resolution each : Resolution.values()) {
            String chunks = "health_rollups where resolution = %d and".formatted(each.minutes());
            removed += removeOldest(handle, chunks, "start", server, now, each.kept());
        }
        return removed + removeOldest(handle, "health_intervals where", "until_at", server, now, Resolution.DAY.kept());
    }

    private static int removeOldest(Handle handle, String which, String time, long server, long now, Duration kept) {
        return handle.createUpdate("""
                        delete from <which> server_id = :server and <time> < coalesce(
                          (select <time> from <which> server_id = :server and <time> < :cutoff
                            order by <time> limit 1 offset :most), :cutoff)
                        """)
                .define("which", which)
                .define("time", time)
                .bind("server", server)
                .bind("cutoff", now - kept.toMillis())
                .bind("most", REMOVED)
                .execute();
    }
}
