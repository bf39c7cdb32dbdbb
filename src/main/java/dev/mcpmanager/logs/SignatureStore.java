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

/**
 * Reads the signatures of full groups, only the rows of the grams that are asked for. Thread-safe. Where they are
 * damaged, it says so, and their blocks have to be read.
 */
final class SignatureStore {
    private static final long UNKNOWN = -1;

    private final Database database;
    private final DamageReport damage;

    SignatureStore(Database database, DamageReport damage) {
        this.database = database;
        this.damage = damage;
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
    private long word(PreparedStatement statement, long group, int bit) {
        try {
            statement.setLong(1, group * SignatureGroup.SLICES + bit / SignatureGroup.SLICE_WORDS);
            try (ResultSet row = statement.executeQuery()) {
                // a group that was filled a moment ago is not known to a search that began before
                return row.next() ? word(row.getBytes(1), bit % SignatureGroup.SLICE_WORDS) : UNKNOWN;
            }
        } catch (SQLException | DamagedException e) {
            damage.report("signatures of group " + group, e);
            return UNKNOWN;
        }
    }

    private static long word(byte[] words, int number) {
        if (words.length != SignatureGroup.SLICE_WORDS * Long.BYTES) {
            throw new DamagedException("a row has %d bytes".formatted(words.length));
        }
        return ByteBuffer.wrap(words).order(ByteOrder.LITTLE_ENDIAN).getLong(number * Long.BYTES);
    }
}
