package dev.mcpmanager.logs;

/**
 * The lines of a block as stored. Immutable as far as its lengths reach; what lies behind belongs to the block's writer.
 *
 * @param meta see {@link LineMeta}
 * @param text the lines, one after another
 * @param escapes whether the text may have terminal escapes
 */
record BlockText(String server, Bytes meta, Bytes text, boolean escapes) {

    /** The first {@code length} bytes of an array. */
    @SuppressWarnings("ArrayRecordComponent") // a view, never compared
    record Bytes(byte[] array, int length) {}
}
