package dev.mcpmanager.logs;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The latest lines of one server, in memory: at most 1,000 and at most 1,000,000 characters. Thread-safe.
 */
public final class RecentLines {

    /** Most lines that are kept. */
    public static final int MAX_LINES = 1_000;

    private static final int MAX_CHARACTERS = 1_000_000;

    private final String serverId;
    private final InstantSource clock;
    private final Deque<LogLine> lines = new ArrayDeque<>();
    private long sequence;
    private long characters;

    public RecentLines(String serverId, InstantSource clock) {
        this.serverId = serverId;
        this.clock = clock;
    }

    public synchronized void add(long run, LogSource source, String message) {
        lines.addLast(new LogLine(serverId, ++sequence, run, source, LogLevel.INFO, clock.instant(), message));
        characters += message.length();
        while (lines.size() > MAX_LINES || (characters > MAX_CHARACTERS && lines.size() > 1)) {
            characters -= lines.removeFirst().message().length();
        }
    }

    /** The latest lines that match, at most {@code limit}, oldest first. */
    public synchronized List<LogLine> latest(int limit, Predicate<LogLine> matches) {
        List<LogLine> found = new ArrayList<>();
        Iterator<LogLine> newestFirst = lines.descendingIterator();
        while (newestFirst.hasNext() && found.size() < limit) {
            LogLine line = newestFirst.next();
            if (matches.test(line)) {
                found.add(line);
            }
        }
        return found.reversed();
    }
}
