package dev.mcpmanager.logs;

import dev.mcpmanager.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads blocks and tails, each call in a short transaction of its own, lest the WAL grows. Thread-safe. */
final class BlockReadStore {
    private static final RowMapper<StoredBlock> BLOCK = BlockReadStore::block;
    private static final RowMapper<Data> DATA =
            (row, context) -> new Data(row.getLong(1), row.getBytes(2), row.getBytes(3));

    private final Database database;

    BlockReadStore(Database database) {
        this.database = database;
    }

    /** The compressed parts of a block. */
    @SuppressWarnings("ArrayRecordComponent") // carried once to the codec, never compared
    record Data(long id, byte[] meta, byte[] text) {}

    /** Where the database goes on after a restart. */
    record Position(long nextBlock, long highSequence, long nextSequence) {}

    private static StoredBlock block(ResultSet row, StatementContext context) throws SQLException {
        var levels = new LevelCounts(row.getLong(9), row.getLong(10), row.getLong(11), row.getLong(12));
        var summary = new BlockSummary(
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                levels,
                row.getBoolean(13));
        return new StoredBlock(row.getLong(1), summary, row.getLong(14));
    }

    private static final String COLUMNS = """
            select id, server, first_seq, last_seq, first_run, last_run, first_at, last_at,
              debug, info, warn, error, escapes, high_seq
            from log_blocks
            """;

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
        return database.read(handle -> handle.createQuery("select seq, server, meta, text from log_tail order by seq")
                .map((row, context) ->
                        new Increment(row.getString(2), row.getBytes(3), row.getBytes(4), row.getLong(1)))
                .list());
    }

    /** The blocks with ids in {@code [from, to)}, newest first. */
    List<StoredBlock> between(long from, long to) {
        return database.read(handle -> handle.createQuery(COLUMNS + "where id >= ? and id < ? order by id desc")
                .bind(0, from)
                .bind(1, to)
                .map(BLOCK)
                .list());
    }

    /** At most {@code limit} blocks of a server with ids below {@code before}, newest first. */
    List<StoredBlock> ofServer(String server, long before, int limit) {
        return database.read(
                handle -> handle.createQuery(COLUMNS + "where server = ? and id < ? order by id desc limit ?")
                        .bind(0, server)
                        .bind(1, before)
                        .bind(2, limit)
                        .map(BLOCK)
                        .list());
    }

    /** The content of those blocks that are still there. */
    List<Data> data(List<StoredBlock> blocks) {
        return database.read(handle -> {
            var found = new ArrayList<Data>();
            for (StoredBlock block : blocks) {
                data(handle, block.id()).ifPresent(found::add);
            }
            return found;
        });
    }

    private static Optional<Data> data(Handle handle, long id) {
        return handle.createQuery("select id, meta, text from log_data where id = ?")
                .bind(0, id)
                .map(DATA)
                .findOne();
    }
}
