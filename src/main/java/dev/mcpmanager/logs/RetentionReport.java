package dev.mcpmanager.logs;

/**
 * What retention removed. Immutable.
 *
 * @param bytes about as many as the blocks took in the database
 */
public record RetentionReport(long blocks, long lines, long bytes) {

    static final RetentionReport NOTHING = new RetentionReport(0, 0, 0);

    RetentionReport plus(RetentionReport other) {
        return new RetentionReport(blocks + other.blocks, lines + other.lines, bytes + other.bytes);
    }
}
