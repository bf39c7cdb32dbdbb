package dev.mcpmanager.logs;

/**
 * A block as read from the database. Immutable.
 *
 * @param meta see {@link LineMeta}, compressed
 * @param text the lines, compressed
 * @param escapes whether the text has terminal escapes
 */
@SuppressWarnings("ArrayRecordComponent") // carried once to the codec, never compared
record StoredBlock(long id, String server, long firstSequence, boolean escapes, byte[] meta, byte[] text) {

    /** A block that SQLite cannot read; its lines are damaged. */
    static StoredBlock unreadable(long id) {
        return new StoredBlock(id, "?", 0, false, new byte[0], new byte[0]);
    }

    String name() {
        return "block %d of server %s".formatted(id, server);
    }

    /** Decompresses it. */
    BlockText lines() {
        try (var decoder = new BlockDecoder()) {
            return decoder.lines(this);
        }
    }
}
