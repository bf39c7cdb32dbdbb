package dev.mcpmanager.logs;

/**
 * A full block, compressed. Immutable.
 *
 * @param meta see {@link LineMeta}, compressed
 * @param text the lines, compressed
 * @param signature see {@link Grams}
 */
@SuppressWarnings("ArrayRecordComponent") // carried once to the database, never compared
record SealedBlock(BlockSummary summary, byte[] meta, byte[] text, long[] signature) {

    /** What the tables' rows take beside the two arrays: the signature's share, columns, half a page. */
    private static final int OVERHEAD = Grams.BITS / Byte.SIZE + 2_300;

    /** Bytes in the database, about. */
    int bytes() {
        return meta.length + text.length + OVERHEAD;
    }
}
