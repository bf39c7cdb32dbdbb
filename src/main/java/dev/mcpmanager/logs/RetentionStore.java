package dev.mcpmanager.logs;

import dev.mcpmanager.storage.Database;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Removes blocks, in transactions of at most {@value #CHUNK} so that appended lines need not wait long. Thread-safe. */
final class RetentionStore {
    private static final int CHUNK = 200;
    private static final int VACUUMED_PAGES = 2_000;

    private final Database database;

    RetentionStore(Database database) {
        this.database = database;
    }

    private record Victim(long id, String server, long lines, long bytes) {}

    /** Removes the server's blocks whose lines are all older than {@code cutoff}. */
    RemovedLines removeOlderThan(String server, long cutoff) {
        return removeWhile("where server = ? and last_at < ?", List.of(server, cutoff), Long.MAX_VALUE);
    }

    /** Removes the server's oldest blocks, {@code bytes} at least; all of them if that is more than they have. */
    RemovedLines removeOldestOf(String server, long bytes) {
        return removeWhile("where server = ?", List.of(server), bytes);
    }

    /** Removes the oldest blocks of any server, {@code bytes} at least. */
    RemovedLines removeOldest(long bytes) {
        return removeWhile("", List.of(), bytes);
    }

    /** Removes the tails of a server. */
    void removeTails(String server) {
        database.write(handle -> handle.execute("delete from log_tail where server = ?", server));
    }

    private RemovedLines removeWhile(String which, List<Object> arguments, long bytes) {
        RemovedLines total = RemovedLines.NONE;
        while (total.bytes() < bytes) {
            long rest = bytes - total.bytes();
            RemovedLines removed = database.write(handle -> remove(handle, which, arguments, rest));
            if (removed.blocks() == 0) {
                break;
            }
            total = total.plus(removed);
        }
        return total;
    }

    private static RemovedLines remove(Handle handle, String which, List<Object> arguments, long bytes) {
        Query query = handle.createQuery(
                "select id, server, debug + info + warn + error, bytes from log_blocks %s order by id limit %d"
                        .formatted(which, CHUNK));
        for (int i = 0; i < arguments.size(); i++) {
            query.bind(i, arguments.get(i));
        }
        List<Victim> oldest = query.map(
                        (row, context) -> new Victim(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4)))
                .list();
        RemovedLines removed = RemovedLines.NONE;
        for (Victim victim : oldest) {
            if (removed.bytes() >= bytes) {
                break;
            }
            handle.execute("delete from log_blocks where id = ?", victim.id());
            handle.execute("delete from log_data where id = ?", victim.id());
            removed = removed.plus(new RemovedLines(1, victim.lines(), victim.bytes(), Set.of(victim.server())));
        }
        for (long group : oldest.stream()
                .map(victim -> SignatureGroup.numberOf(victim.id()))
                .collect(Collectors.toSet())) {
            removeEmptyGroup(handle, group);
        }
        return removed;
    }

    private static void removeEmptyGroup(Handle handle, long group) {
        handle.execute(
                """
                delete from log_signatures where id >= ? and id < ?
                  and not exists (select 1 from log_blocks where id >= ? and id < ?)""",
                group * SignatureGroup.SLICES,
                (group + 1) * SignatureGroup.SLICES,
                group * SignatureGroup.SIZE,
                (group + 1) * SignatureGroup.SIZE);
    }

    /** Bytes of the pages in use. */
    long usedBytes() {
        return database.read(handle ->
                (pragma(handle, "page_count") - pragma(handle, "freelist_count")) * pragma(handle, "page_size"));
    }

    /** Bytes of each server's blocks. */
    Map<String, Long> bytesByServer() {
        return database.read(handle -> handle.createQuery("select server, sum(bytes) from log_blocks group by server")
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Gives free pages back to the disk, but those of about 16 MB that will soon be used again. */
    void shrink() {
        for (long free = freePages(); free > 2 * VACUUMED_PAGES; free = freePages()) {
            // executed as a query this would be stepped once, which frees a single page
            database.write(handle -> handle.createUpdate("pragma incremental_vacuum(%d)".formatted(VACUUMED_PAGES))
                    .execute());
        }
    }

    private long freePages() {
        return database.read(handle -> pragma(handle, "freelist_count"));
    }

    private static long pragma(Handle handle, String name) {
        return handle.createQuery("pragma " + name).mapTo(Long.class).one();
    }
}
