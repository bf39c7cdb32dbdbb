package dev.mcpmanager.usage;

import dev.mcpmanager.storage.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Stores what samples add up to; thread-safe. Times are minutes since 1970. */
final class UsageStore {
    static final int MINUTE = 1;
    static final int QUARTER = 15;

    private static final long MILLIS = Duration.ofMinutes(1).toMillis();

    private final Database database;

    UsageStore(Database database) {
        this.database = database;
    }

    /** Adds to what is stored, all or nothing. */
    void add(Map<UsageTally.Key, UsageSums> sums) {
        database.write(handle -> {
            PreparedBatch servers = handle.prepareBatch("insert or ignore into usage_servers (server_id) values (?)");
            sums.keySet().stream().map(UsageTally.Key::serverId).distinct().forEach(servers::add);
            servers.execute();
            PreparedBatch rows = handle.prepareBatch("""
                    insert into usage
                    select number, :width, :start, :run, :samples, :memory, :memoryMax, :cpu, :timed, :cpuMax
                      from usage_servers where server_id = :server
                    on conflict do update set
                      samples = samples + excluded.samples,
                      memory_kib = memory_kib + excluded.memory_kib,
                      memory_max = max(memory_max, excluded.memory_max),
                      cpu_micros = cpu_micros + excluded.cpu_micros,
                      timed_micros = timed_micros + excluded.timed_micros,
                      cpu_max = max(cpu_max, excluded.cpu_max)
                    """);
            for (int width : new int[] {MINUTE, QUARTER}) {
                sums.forEach((key, each) -> rows.bind("server", key.serverId())
                        .bind("width", width)
                        .bind("start", key.minute() / width * width)
                        .bind("run", key.run())
                        .bind("samples", each.samples())
                        .bind("memory", each.memoryKib())
                        .bind("memoryMax", each.maxMemoryKib())
                        .bind("cpu", each.cpuMicros())
                        .bind("timed", each.timedMicros())
                        .bind("cpuMax", each.maxCpuPermille())
                        .add());
            }
            return rows.execute();
        });
    }

    /**
     * Points, oldest first, of one server or of all, by its id.
     *
     * @param width of what is stored: {@link #MINUTE} or {@link #QUARTER}
     * @param together how many minutes a point adds up
     */
    Map<String, List<UsagePoint>> points(Optional<String> serverId, int width, long from, long until, long together) {
        record Row(String serverId, UsagePoint point) {}
        return database.read(handle -> {
            Map<String, List<UsagePoint>> points = new LinkedHashMap<>();
            handle.createQuery("""
                            select server_id, start / :together * :together, run, sum(samples), sum(memory_kib),
                                   max(memory_max), sum(cpu_micros), sum(timed_micros), max(cpu_max)
                              from usage_servers join usage on server = number
                             where server_id = coalesce(:server, server_id)
                               and width = :width and start >= :from and start < :until
                             group by 1, 2, 3 order by 1, 2, 3
                            """)
                    .bind("server", serverId.orElse(null))
                    .bind("width", width)
                    .bind("from", from)
                    .bind("until", until)
                    .bind("together", together)
                    .map((row, _) -> new Row(
                            row.getString(1),
                            new UsageSums(
                                            row.getLong(4),
                                            row.getLong(5),
                                            row.getLong(6),
                                            row.getLong(7),
                                            row.getLong(8),
                                            row.getLong(9))
                                    .point(row.getLong(2) * MILLIS, together * MILLIS, row.getLong(3))))
                    .forEach(row -> points.computeIfAbsent(row.serverId, _ -> new ArrayList<>())
                            .add(row.point));
            return points;
        });
    }

    /** Removes what of this width began before. */
    void removeBefore(int width, long minute) {
        database.write(handle -> handle.execute("""
                        delete from usage
                         where server in (select number from usage_servers) and width = ? and start < ?
                        """, width, minute));
    }

    /** Nothing is kept of this server. */
    void purge(String serverId) {
        database.write(handle -> handle.execute(
                        "delete from usage where server = (select number from usage_servers where server_id = ?)",
                        serverId)
                + handle.execute("delete from usage_servers where server_id = ?", serverId));
    }
}
