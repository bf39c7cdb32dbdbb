package dev.mcpmanager.logs;

import dev.mcpmanager.storage.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads blocks and tails, each call in a short transaction of its own, lest the WAL grows. Thread-safe. */
final class BlockReadStore {
    private static final Logger log = LoggerFactory.getLogger(BlockReadStore.class);

    private final Database database;

    BlockReadStore(Database database) {
        this.database = database;
    }

    /** Where the database goes on after a restart. */
    record Position(long nextBlock, long highSequence, long nextSequence) {}

    Position position() {
        return database.read(handle -> new Position(
                number(handle, "select coalesce(max(seq), 0) + 1 from sqlite_sequence where name = 'log_blocks'"),
                number(handle, "select coalesce((select high_seq from log_blocks order by id desc limit 1), 0)"),
                number(handle, "select next from log_sequence")));
    }

    private static long number(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(Long.class).one();
    }

    /** What open blocks had when the store was closed or killed, in the order of writing. */
    List<Increment> tails() {
        return database.read(handle -> handle.createQuery("select server, meta, text, seq from log_tail order by seq")
                .map((row, context) ->
                        new Increment(row.getString(1), row.getBytes(2), row.getBytes(3), row.getLong(4)))
                .list());
    }

    /** The blocks with ids in {@code [from, to)}. */
    List<Long> between(long from, long to) {
        return database.read(
                handle -> handle.createQuery("select id from log_blocks where id >= ? and id < ? order by id")
                        .bind(0, from)
                        .bind(1, to)
                        .mapTo(Long.class)
                        .list());
    }

    /** At most {@code limit} blocks with ids below {@code below} that may have lines for the filter, newest first. */
    List<StoredId> ids(LineFilter filter, long below, int limit) {
        String newest = filter.filter().server().isPresent() ? "last_seq" : "high_seq";
        return database.read(handle -> where(filter, "<", below, limit, "id, last_at, " + newest, handle)
                .map((row, context) -> new StoredId(row.getLong(1), row.getLong(3), row.getLong(2)))
                .list());
    }

    /** At most {@code limit} blocks with ids above {@code above} that may have lines for the filter, oldest first. */
    List<StoredId> idsAbove(LineFilter filter, long above, int limit) {
        return database.read(handle -> where(filter, ">", above, limit, "id, last_seq, last_at", handle)
                .map((row, context) -> new StoredId(row.getLong(1), row.getLong(2), row.getLong(3)))
                .list());
    }

    /** All servers that have blocks. */
    List<String> servers() {
        return database.read(handle -> handle.createQuery("select distinct server from log_blocks")
                .mapTo(String.class)
                .list());
    }

    /** What a stored block holds. */
    record Summary(long id, BlockSummary block) {}

    /** As {@link #ids}. */
    List<Summary> summaries(LineFilter filter, long below, int limit) {
        String columns = """
                id, server, first_seq, last_seq, first_run, last_run, first_at, last_at,
                debug, info, warn, error, escapes""";
        return database.read(handle -> where(filter, "<", below, limit, columns, handle)
                .map((row, context) -> summary(row))
                .list());
    }

    private static Summary summary(ResultSet row) throws SQLException {
        var levels = new LevelCounts(row.getLong(9), row.getLong(10), row.getLong(11), row.getLong(12));
        var block = new BlockSummary(
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                levels,
                row.getBoolean(13));
        return new Summary(row.getLong(1), block);
    }

    private static Query where(LineFilter filter, String side, long edge, int limit, String columns, Handle handle) {
        var wanted = filter.filter();
        String levels =
                wanted.levels().stream().map(level -> level.text() + " > 0").collect(Collectors.joining(" or "));
        String sql = """
                select %s from log_blocks
                where id %s :edge and last_seq > :after and first_seq < :before
                  and last_at >= :from and first_at < :to and (%s)%s%s
                order by id %s limit :limit""".formatted(
                        columns,
                        side,
                        levels,
                        wanted.server().isPresent() ? " and server = :server" : "",
                        wanted.run().isPresent() ? " and first_run <= :run and last_run >= :run" : "",
                        side.equals("<") ? "desc" : "asc");
        Query query = handle.createQuery(sql)
                .bind("edge", edge)
                .bind("after", filter.after())
                .bind("before", filter.before())
                .bind("from", filter.fromMillis())
                .bind("to", filter.toMillis())
                .bind("limit", limit);
        wanted.server().ifPresent(server -> query.bind("server", server));
        wanted.run().ifPresent(run -> query.bind("run", run));
        return query;
    }

    /** What describes the lines of those blocks that are there, compressed. */
    Map<Long, byte[]> metas(Collection<Long> ids) {
        return database.read(handle -> {
            var found = new HashMap<Long, byte[]>();
            for (long id : ids) {
                handle.createQuery("select meta from log_data where id = ?")
                        .bind(0, id)
                        .mapTo(byte[].class)
                        .findOne()
                        .ifPresent(meta -> found.put(id, meta));
            }
            return found;
        });
    }

    /** Those of the blocks that are there, in the order of {@code ids}. */
    List<StoredBlock> blocks(Collection<Long> ids) {
        return database.read(handle -> {
            try (PreparedStatement statement = handle.getConnection().prepareStatement("""
                    select id, server, first_seq, escapes, meta, text
                    from log_blocks left join log_data using (id) where id = ?""")) {
                var found = new ArrayList<StoredBlock>();
                for (long id : ids) {
                    statement.setLong(1, id);
                    read(statement, id, found);
                }
                return found;
            } catch (SQLException e) {
                throw new IllegalStateException("log blocks were not read", e);
            }
        });
    }

    private void read(PreparedStatement statement, long id, List<StoredBlock> found) {
        try (ResultSet row = statement.executeQuery()) {
            if (row.next()) {
                found.add(new StoredBlock(
                        row.getLong(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getBoolean(4),
                        bytes(row, 5),
                        bytes(row, 6)));
            }
        } catch (SQLException e) {
            log.error("block {} in the log database: {}", id, e.getMessage());
            found.add(StoredBlock.unreadable(id));
        }
    }

    /** None where a row is missing, which is no block then. */
    private static byte[] bytes(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getBytes(column)).orElseGet(() -> new byte[0]);
    }
}
