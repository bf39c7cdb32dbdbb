package dev.mcpmanager.logs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The signatures of a group's first blocks, the newest ones in the database. Immutable. {@value #SIZE} blocks are a full
 * group, which is stored bit by bit: one 64-bit word tells of one gram in which of the blocks it is.
 *
 * @param number id of its blocks divided by {@value #SIZE}
 */
record SignatureGroup(long number, List<Entry> entries) {
    static final int SIZE = Long.SIZE;

    /** Rows of a group, and words in each: a search reads only the rows of its grams. */
    static final int SLICES = 64;

    static final int SLICE_WORDS = Grams.BITS / SLICES;

    SignatureGroup {
        entries = List.copyOf(entries);
    }

    /** The signature of one block. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, too large to copy
    record Entry(long id, long[] signature) {}

    static long numberOf(long id) {
        return id / SIZE;
    }

    /** The bit of a block in the words of its group. */
    static long bitOf(long id) {
        return 1L << id;
    }

    static boolean endsAt(long id) {
        return id % SIZE == SIZE - 1;
    }

    /** With one more block; without the others if it begins a new group. */
    SignatureGroup with(Entry entry) {
        long group = numberOf(entry.id());
        var all = new ArrayList<>(group == number ? entries : List.<Entry>of());
        all.add(entry);
        return new SignatureGroup(group, all);
    }

    /** Which of its blocks have all {@code bits}. */
    long matching(int[] bits) {
        long found = 0;
        for (Entry entry : entries) {
            if (hasAll(entry.signature(), bits)) {
                found |= bitOf(entry.id());
            }
        }
        return found;
    }

    static boolean hasAll(long[] signature, int[] bits) {
        for (int bit : bits) {
            if (!Grams.has(signature, bit)) {
                return false;
            }
        }
        return true;
    }

    /** The rows of a full group. */
    List<byte[]> slices() {
        var blocks = new long[SIZE][];
        var none = new long[Grams.BITS / Long.SIZE];
        Arrays.fill(blocks, none);
        entries.forEach(entry -> blocks[(int) (entry.id() % SIZE)] = entry.signature());
        var slices = new ArrayList<byte[]>();
        var square = new long[SIZE];
        for (int slice = 0; slice < SLICES; slice++) {
            var words = ByteBuffer.allocate(SLICE_WORDS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int column = slice * SLICE_WORDS / Long.SIZE; words.hasRemaining(); column++) {
                for (int row = 0; row < SIZE; row++) {
                    square[row] = blocks[row][column];
                }
                transpose(square);
                words.asLongBuffer().put(square);
                words.position(words.position() + SIZE * Long.BYTES);
            }
            slices.add(words.array());
        }
        return slices;
    }

    /** Bit n of word m becomes bit m of word n; swaps ever smaller squares (Warren, Hacker's Delight, 7-3). */
    private static void transpose(long[] square) {
        long mask = 0xffffffffL;
        for (int width = 32; width != 0; width >>= 1, mask ^= mask << width) {
            for (int row = 0; row < SIZE; row = (row + width + 1) & ~width) {
                long swapped = ((square[row] >>> width) ^ square[row + width]) & mask;
                square[row] ^= swapped << width;
                square[row + width] ^= swapped;
            }
        }
    }
}
