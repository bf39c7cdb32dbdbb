package dev.mcpmanager.logs;

import dev.mcpmanager.storage.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Writes blocks and tails. Thread-safe. JDBC rather than jdbi: a thousand rows a second, each some microseconds less. */
final class BlockWriteStore {
    private final Database database;

    BlockWriteStore(Database database) {
        this.database = database;
    }

    /**
     * A block that gets an id.
     *
     * @param highSequence the highest last sequence of this block and all with lower ids
     */
    record Row(long id, long highSequence, SealedBlock block) {}

    /** All of one transaction. */
    record Transaction(
            List<Row> rows,
            List<SignatureGroup> fullGroups,
            Collection<String> sealedServers,
            List<Increment> increments,
            long nextSequence) {}

    void write(Transaction transaction) {
        database.write(handle -> {
            try {
                Connection connection = handle.getConnection();
                insertBlocks(connection, transaction.rows());
                insertData(connection, transaction.rows());
                insertGroups(connection, transaction.fullGroups());
                deleteTails(connection, transaction.sealedServers());
                insertTails(connection, transaction.increments());
                reserve(connection, transaction.nextSequence());
                return transaction;
            } catch (SQLException e) {
                throw new IllegalStateException("log blocks were not written", e);
            }
        });
    }

    private static void insertBlocks(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into log_blocks (id, server, first_seq, last_seq, high_seq, first_run, last_run, first_at, last_at,
                  debug, info, warn, error, escapes, bytes) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (Row row : rows) {
                BlockSummary summary = row.block().summary();
                statement.setLong(1, row.id());
                statement.setString(2, summary.server());
                statement.setLong(3, summary.firstSequence());
                statement.setLong(4, summary.lastSequence());
                statement.setLong(5, row.highSequence());
                statement.setLong(6, summary.firstRun());
                statement.setLong(7, summary.lastRun());
                statement.setLong(8, summary.firstAt());
                statement.setLong(9, summary.lastAt());
                statement.setLong(10, summary.levels().debug());
                statement.setLong(11, summary.levels().info());
                statement.setLong(12, summary.levels().warn());
                statement.setLong(13, summary.levels().error());
                statement.setBoolean(14, summary.escapes());
                statement.setInt(15, row.block().bytes());
                statement.executeUpdate();
            }
        }
    }

    private static void insertData(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into log_data (id, meta, text) values (?, ?, ?)")) {
            for (Row row : rows) {
                statement.setLong(1, row.id());
                statement.setBytes(2, row.block().meta());
                statement.setBytes(3, row.block().text());
                statement.executeUpdate();
            }
        }
    }

    private static void insertGroups(Connection connection, List<SignatureGroup> groups) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into log_signatures (id, words) values (?, ?)")) {
            for (SignatureGroup group : groups) {
                long id = group.number() * SignatureGroup.SLICES;
                for (byte[] slice : group.slices()) {
                    statement.setLong(1, id++);
                    statement.setBytes(2, slice);
                    statement.executeUpdate();
                }
            }
        }
    }

    private static void deleteTails(Connection connection, Collection<String> servers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from log_tail where server = ?")) {
            for (String server : servers) {
                statement.setString(1, server);
                statement.executeUpdate();
            }
        }
    }

    private static void insertTails(Connection connection, List<Increment> increments) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into log_tail (seq, server, meta, text) values (?, ?, ?, ?)")) {
            for (Increment increment : increments) {
                statement.setLong(1, increment.sequence());
                statement.setString(2, increment.server());
                statement.setBytes(3, increment.meta());
                statement.setBytes(4, increment.text());
                statement.executeUpdate();
            }
        }
    }

    private static void reserve(Connection connection, long next) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("update log_sequence set next = ?")) {
            statement.setLong(1, next);
            statement.executeUpdate();
        }
    }
}
