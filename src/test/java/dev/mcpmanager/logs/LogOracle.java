package dev.mcpmanager.logs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A list of lines that answers as a store has to, by going through all of them. */
final class LogOracle {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private final List<LogLine> lines = new ArrayList<>();

    /** Adds the line to both. */
    void append(LogSink sink, String server, long run, LogSource source, LogLevel level, long at, String message) {
        byte[] bytes = ("<" + message + ">").getBytes(StandardCharsets.UTF_8);
        long sequence = Appends.append(sink, server, run, source, level, at, bytes, 1, bytes.length - 2);
        lines.add(new LogLine(server, sequence, run, source, level, Instant.ofEpochMilli(at), message));
    }

    List<LogLine> lines() {
        return lines;
    }

    List<LogLine> newest(LogFilter filter, int limit) {
        return lines.stream()
                .filter(line -> matches(filter, line))
                .sorted(Comparator.comparingLong(LogLine::sequence).reversed())
                .limit(limit)
                .toList();
    }

    LogHistogram histogram(LogFilter filter, Instant from, Instant to, int buckets) {
        long width = Math.ceilDiv(to.toEpochMilli() - from.toEpochMilli(), buckets);
        var counts = new ArrayList<>(Collections.nCopies(buckets, LevelCounts.NONE));
        for (LogLine line : newest(filter, Integer.MAX_VALUE)) {
            long bucket = Math.floorDiv(line.at().toEpochMilli() - from.toEpochMilli(), width);
            if (bucket >= 0 && bucket < buckets) {
                counts.set((int) bucket, counts.get((int) bucket).plus(one(line.level())));
            }
        }
        return new LogHistogram(from, Duration.ofMillis(width), counts);
    }

    private static LevelCounts one(LogLevel level) {
        return switch (level) {
            case DEBUG -> new LevelCounts(1, 0, 0, 0);
            case INFO -> new LevelCounts(0, 1, 0, 0);
            case WARN -> new LevelCounts(0, 0, 1, 0);
            case ERROR -> new LevelCounts(0, 0, 0, 1);
        };
    }

    static boolean matches(LogFilter filter, LogLine line) {
        return filter.server().map(line.serverId()::equals).orElse(true)
                && filter.levels().contains(line.level())
                && filter.sources().contains(line.source())
                && filter.run().map(run -> run == line.run()).orElse(true)
                && filter.from().map(from -> !line.at().isBefore(from)).orElse(true)
                && filter.to().map(to -> line.at().isBefore(to)).orElse(true)
                && filter.match()
                        .map(match ->
                                matches(match, COLOUR.matcher(line.message()).replaceAll("")))
                        .orElse(true);
    }

    private static boolean matches(TextMatch match, String shown) {
        return switch (match) {
            case TextMatch.Substring(String text, boolean exact) ->
                exact ? shown.contains(text) : shown.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
            case TextMatch.Regex(String expression, boolean exact) ->
                Pattern.compile(expression, exact ? 0 : Pattern.CASE_INSENSITIVE)
                        .matcher(shown)
                        .find();
        };
    }
}
