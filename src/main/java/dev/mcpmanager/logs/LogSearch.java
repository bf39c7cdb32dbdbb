package dev.mcpmanager.logs;

import dev.mcpmanager.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Searches the lines of a store, newest first, by {@value #THREADS} threads at most. Thread-safe. A search sees every line
 * appended before it began and none after.
 */
public final class LogSearch implements AutoCloseable {
    /** Most lines of context before a line, and after it. */
    public static final int MAX_CONTEXT = 500;

    /** More than cores, since some wait for the disk; no more than can read from the database. */
    private static final int THREADS = 4;

    private static final SearchListener NOBODY = new SearchListener() {
        @Override
        public void found(List<LogLine> lines) {}

        @Override
        public boolean searched(SearchProgress progress) {
            return true;
        }
    };

    private final LogStore store;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("log-search-", 0).daemon().factory());

    public LogSearch(LogStore store) {
        this.store = store;
    }

    /** The page of lines that the query asks for. */
    public LogPage search(LogQuery query) {
        return search(query, NOBODY);
    }

    /** As {@link #search(LogQuery)}, told to the listener while it goes on. */
    public LogPage search(LogQuery query, SearchListener listener) {
        return new RunningSearch(store, threads, query, listener).run();
    }

    /**
     * A line of a server, if it is still there, and those around it, oldest first.
     *
     * @param before most lines before it, 0 to {@value #MAX_CONTEXT}
     * @param after most lines after it, 0 to {@value #MAX_CONTEXT}
     */
    public List<LogLine> context(String server, long sequence, int before, int after) {
        requireCount("before", before);
        requireCount("after", after);
        LogFilter filter = LogFilter.ofServer(server);
        LogPage older = search(LogQuery.newest(filter, before + 1).from(sequence + 1));
        var context = new ArrayList<>(older.lines().reversed());
        var newer = new LogExport(store, filter, sequence);
        for (int i = 0; i < after && newer.hasNext(); i++) {
            context.add(newer.next());
        }
        return context;
    }

    private static void requireCount(String name, int lines) {
        if (lines < 0 || lines > MAX_CONTEXT) {
            throw ProblemException.invalid(name, "must be from 0 to " + MAX_CONTEXT);
        }
    }

    /** Refuses further searches; those under way end. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
