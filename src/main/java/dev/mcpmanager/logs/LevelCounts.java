package dev.mcpmanager.logs;

/** Numbers of lines by level. Immutable. */
public record LevelCounts(long debug, long info, long warn, long error) {

    /** No lines. */
    public static final LevelCounts NONE = new LevelCounts(0, 0, 0, 0);

    public long total() {
        return debug + info + warn + error;
    }

    public long of(LogLevel level) {
        return switch (level) {
            case DEBUG -> debug;
            case INFO -> info;
            case WARN -> warn;
            case ERROR -> error;
        };
    }

    public LevelCounts plus(LevelCounts other) {
        return new LevelCounts(debug + other.debug, info + other.info, warn + other.warn, error + other.error);
    }
}
