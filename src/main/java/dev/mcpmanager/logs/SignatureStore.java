package dev.mcpmanager.logs;

import dev.mcpmanager.storage.Database;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the signatures of full groups, only the rows of the grams that are asked for. Thread-safe. */
final class SignatureStore {
    private static final Logger log = LoggerFactory.getLogger(SignatureStore.class);
    private static final long UNKNOWN = -1;

    private final Database database;

    SignatureStore(Database database) {
        this.database = database;
    }

    /** For each group, which of its blocks have all {@code bits}; all blocks if nothing is known of the group. */
    Map<Long, Long> matching(Collection<Long> groups, int[] bits) {
        return read(statement -> {
            var found = new HashMap<Long, Long>();
            for (long group : groups) {
                long blocks = UNKNOWN;
                for (int i = 0; i < bits.length && blocks != 0; i++) {
                    blocks &= word(statement, group, bits[i]);
                }
                found.put(group, blocks);
            }
            return found;
        });
    }

    /** {@code bits}, first those that few blocks of the group have. */
    int[] rarestFirst(long group, int[] bits) {
        return read(statement -> {
            var counts = new HashMap<Integer, Integer>();
            for (int bit : bits) {
                counts.put(bit, Long.bitCount(word(statement, group, bit)));
            }
            return Arrays.stream(bits)
                    .boxed()
                    .sorted(Comparator.comparing(counts::get))
                    .mapToInt(Integer::intValue)
                    .toArray();
        });
    }

    private <T> T read(Function<PreparedStatement, T> work) {
        return database.read(handle -> {
            try (PreparedStatement statement =
                    handle.getConnection().prepareStatement("select words from log_signatures where id = ?")) {
                return work.apply(statement);
            } catch (SQLException e) {
                throw new IllegalStateException("signatures were not read", e);
            }
        });
    }

    /** The blocks of the group that have the bit. */
    private static long word(PreparedStatement statement, long group, int bit) {
        try {
            statement.setLong(1, group * SignatureGroup.SLICES + bit / SignatureGroup.SLICE_WORDS);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return UNKNOWN;
                }
                byte[] words = row.getBytes(1);
                int at = bit % SignatureGroup.SLICE_WORDS * Long.BYTES;
                return at + Long.BYTES > words.length
                        ? UNKNOWN
                        : ByteBuffer.wrap(words).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
            }
        } catch (SQLException e) {
            log.error(
                    "signatures of group {} in the log database, its blocks are read instead: {}",
                    group,
                    e.getMessage());
            return UNKNOWN;
        }
    }
}
