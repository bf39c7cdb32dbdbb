package dev.mcpmanager.logs;

/**
 * How the lines of a block are described: a header with the state before the first line, then for each line a byte with
 * level, source and which of the next follow: sequence, time and run, each as a difference from the line before; then
 * its length. Three bytes a line as a rule. Stateless.
 */
final class LineMeta {
    static final int LEVEL_MASK = 0x3;
    static final int SOURCE_SHIFT = 2;
    static final int SOURCE_MASK = 0x3;
    static final int SEQUENCE_FOLLOWS = 1 << 4;
    static final int TIME_FOLLOWS = 1 << 5;
    static final int RUN_FOLLOWS = 1 << 6;

    /** Most bytes of a header or of one line. */
    static final int MAX_LENGTH = 1 + 4 * Varints.MAX_LENGTH;

    private LineMeta() {}

    /**
     * Writes the state before the first line.
     *
     * @return the position after it
     */
    static int putHeader(byte[] target, int position, long sequence, long at, long run) {
        int end = Varints.put(target, position, sequence);
        end = Varints.put(target, end, Varints.zigzag(at));
        return Varints.put(target, end, Varints.zigzag(run));
    }
}
