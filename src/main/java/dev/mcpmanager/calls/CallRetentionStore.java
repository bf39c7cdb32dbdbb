package dev.mcpmanager.calls;

import dev.mcpmanager.storage.Database;
import java.time.Duration;
import java.util.List;

/** Removes calls that are old or too many; thread-safe. */
final class CallRetentionStore {
    /** Rows that one statement removes at most, so that other writes need not wait long. */
    private static final int REMOVED = 5_000;

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final Database database;

    CallRetentionStore(Database database) {
        this.database = database;
    }

    /** Removes calls that ended before {@code time} in milliseconds since 1970, and then kinds that nothing is left of. */
    void removeBefore(long time) {
        for (long server : servers()) {
            remove("call_batches", "at", server, time);
            remove("call_minutes", "minute", server, time / MINUTE);
        }
        database.write(
                handle -> handle.execute("delete from call_kinds where number not in (select kind from call_minutes)"));
    }

    private void remove(String table, String time, long server, long before) {
        int removed;
        do {
            removed = database.write(handle -> handle.createUpdate("""
                            delete from <table> where server = :server and <time> < coalesce(
                              (select <time> from <table> where server = :server and <time> < :before
                                order by <time> limit 1 offset :most), :before)
                            """)
                    .define("table", table)
                    .define("time", time)
                    .bind("server", server)
                    .bind("before", before)
                    .bind("most", REMOVED)
                    .execute());
        } while (removed >= REMOVED);
    }

    /** Nothing is kept of this server. */
    void purge(String serverId) {
        database.write(handle -> handle.execute(
                        "delete from call_batches where server = (select number from call_servers where server_id = ?)",
                        serverId)
                + handle.execute(
                        "delete from call_minutes where server = (select number from call_servers where server_id = ?)",
                        serverId));
    }

    private List<Long> servers() {
        return database.read(handle -> handle.createQuery("select number from call_servers")
                .mapTo(Long.class)
                .list());
    }

    /** When the oldest call that is kept ended, in milliseconds since 1970; {@link Long#MAX_VALUE} without any. */
    long oldest() {
        return servers().stream()
                .mapToLong(server ->
                        database.read(handle -> handle.createQuery("select min(at) from call_batches where server = ?")
                                .bind(0, server)
                                .map((row, _) -> row.getObject(1) == null ? Long.MAX_VALUE : row.getLong(1))
                                .one()))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** How much room the calls take, in bytes; pages that became free are used again. */
    long bytes() {
        return database.read(handle -> handle.createQuery("""
                        select (p.page_count - f.freelist_count) * s.page_size
                          from pragma_page_count p, pragma_freelist_count f, pragma_page_size s
                        """).mapTo(Long.class).one());
    }
}
