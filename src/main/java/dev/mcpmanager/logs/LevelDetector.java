package dev.mcpmanager.logs;

import java.util.Arrays;

/**
 * Tells the level of each line of one stream by what programs commonly print, from its bytes. A field ({@code
 * "level":"warn"}, {@code level=warn}) counts more than a name where names stand ({@code [WARN]}, {@code WARN:}), and that
 * more than a word that tells ({@code failed}); lines of a stack trace have the level of what they belong to; all else is
 * {@link LogLevel#INFO}. Not thread-safe. Looks at the first 8 KiB of a line.
 */
final class LevelDetector {
    private static final int LOOKED_AT = 8 * 1024;

    private enum Trace {
        NONE,
        /** Goes on as long as lines are indented. */
        FRAMES,
        /** Like the other, and one line more: the message. */
        BEFORE_MESSAGE
    }

    /** For lines that have colours, without them; empty until the first. */
    private byte[] plain = new byte[0];

    private Trace trace = Trace.NONE;
    private LogLevel traceLevel = LogLevel.ERROR;
    private LogLevel last = LogLevel.INFO;
    /** Whether the last line said its level. */
    private boolean told;

    LogLevel detect(byte[] buffer, int offset, int length) {
        int to = offset + Math.min(length, LOOKED_AT);
        return offset < to && buffer[offset] == Escapes.ESC
                ? detectPlain(buffer, offset, to)
                : level(buffer, offset, to);
    }

    private LogLevel detectPlain(byte[] buffer, int offset, int to) {
        if (plain.length < to - offset) {
            plain = Arrays.copyOf(plain, Math.min(LOOKED_AT, Math.max(2 * plain.length, to - offset)));
        }
        return level(plain, 0, Escapes.strip(buffer, offset, to, plain, 0));
    }

    private LogLevel level(byte[] buffer, int offset, int to) {
        int from = offset;
        while (from < to && (buffer[from] == ' ' || buffer[from] == '\t')) {
            from++;
        }
        if (from == to) {
            return trace == Trace.NONE ? LogLevel.INFO : traceLevel;
        }
        boolean follows = trace != Trace.NONE || last == LogLevel.WARN;
        return switch (TraceLine.of(buffer, offset, from, to, follows)) {
            case NONE -> ordinary(buffer, offset, from, to);
            case FRAME -> traced(told ? last : LogLevel.ERROR, Trace.FRAMES);
            case CALL -> trace == Trace.NONE ? ordinary(buffer, offset, from, to) : traceLevel;
            case EXCEPTION -> last == LogLevel.WARN ? LogLevel.WARN : ordinary(buffer, offset, from, to);
            case HEADING -> traced(atLeastWarn(), Trace.FRAMES);
            case HEADING_BEFORE_MESSAGE -> traced(atLeastWarn(), Trace.BEFORE_MESSAGE);
        };
    }

    private LogLevel atLeastWarn() {
        return last == LogLevel.WARN ? LogLevel.WARN : LogLevel.ERROR;
    }

    /** A line of a trace, which begins here with this level or goes on with its own. */
    private LogLevel traced(LogLevel level, Trace kind) {
        if (trace == Trace.NONE) {
            traceLevel = level;
        }
        if (trace != Trace.BEFORE_MESSAGE) {
            trace = kind;
        }
        return said(traceLevel);
    }

    private LogLevel ordinary(byte[] buffer, int offset, int from, int to) {
        int found = find(buffer, from, to);
        if (found == LevelScan.COLOURED) {
            return detectPlain(buffer, offset, to);
        }
        if (trace != Trace.NONE && (found & (LevelWords.NAME | LevelWords.CLASS)) != LevelWords.NAME) {
            if (from > offset) {
                return traceLevel;
            }
            boolean ends = trace == Trace.BEFORE_MESSAGE || buffer[from] == '}';
            trace = Trace.NONE;
            if (ends) {
                return said(traceLevel);
            }
        }
        trace = Trace.NONE;
        if (found == LevelWords.NOTHING) {
            last = LogLevel.INFO;
            told = false;
            return last;
        }
        return said(LevelWords.level(found));
    }

    private LogLevel said(LogLevel level) {
        last = level;
        told = true;
        return level;
    }

    private static int find(byte[] buffer, int from, int to) {
        int found = buffer[from] == '{' ? LevelField.ofJson(buffer, from, to) : LevelPrefix.find(buffer, from, to);
        return found == LevelWords.NOTHING ? LevelScan.find(buffer, from, to) : found;
    }
}
