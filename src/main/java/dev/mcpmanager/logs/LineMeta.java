package dev.mcpmanager.logs;

import dev.mcpmanager.compact.Varints;
import java.util.List;

/**
 * How the lines of a block are described: a header with the state before the first line, then for each line a byte with
 * level, source and which of the next follow: sequence, time and run, each as a difference from the line before; then
 * its length. Three bytes a line as a rule. Stateless.
 */
final class LineMeta {
    static final int LEVEL_COUNT = 4;
    private static final int LEVEL_MASK = 0x3;
    private static final int SOURCE_SHIFT = 2;
    private static final int SOURCE_MASK = 0x3;
    static final int SEQUENCE_FOLLOWS = 1 << 4;
    static final int TIME_FOLLOWS = 1 << 5;
    static final int RUN_FOLLOWS = 1 << 6;

    /** Most bytes of a header or of one line. */
    static final int MAX_LENGTH = 1 + 4 * Varints.MAX_LENGTH;

    /** Most bytes of a line of which only the length follows. */
    static final int SHORT_LENGTH = 1 + 5;

    private static final List<LogLevel> LEVELS = List.of(LogLevel.DEBUG, LogLevel.INFO, LogLevel.WARN, LogLevel.ERROR);
    private static final List<LogSource> SOURCES =
            List.of(LogSource.STDOUT, LogSource.STDERR, LogSource.SYSTEM, LogSource.WIRE);

    private LineMeta() {}

    /** As stored, whatever the order of the constants. */
    static int code(LogLevel level) {
        return switch (level) {
            case DEBUG -> 0;
            case INFO -> 1;
            case WARN -> 2;
            case ERROR -> 3;
        };
    }

    private static int code(LogSource source) {
        return switch (source) {
            case STDOUT -> 0;
            case STDERR -> 1;
            case SYSTEM -> 2;
            case WIRE -> 3;
        };
    }

    static int head(LogLevel level, LogSource source) {
        return code(level) | (code(source) << SOURCE_SHIFT);
    }

    static int levelCode(int head) {
        return head & LEVEL_MASK;
    }

    static LogLevel level(int head) {
        return LEVELS.get(levelCode(head));
    }

    static LogSource source(int head) {
        return SOURCES.get((head >> SOURCE_SHIFT) & SOURCE_MASK);
    }

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
