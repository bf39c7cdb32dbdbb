package dev.mcpmanager.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Goes through all wanted lines, oldest first: those appended before it was made and none after. Holds one block a
 * server in memory. Not thread-safe; needs no closing.
 */
public final class LogExport implements Iterator<LogLine> {
    private final List<ServerLines> servers = new ArrayList<>();
    private final Queue<ServerLines> ahead = new PriorityQueue<>(Comparator.comparingLong(ServerLines::sequence));

    /**
     * The lines of {@code store} that the filter lets pass, in the order of their sequences.
     *
     * @param after only lines with higher sequences; 0 for all
     */
    public LogExport(LogStore store, LogFilter filter, long after) {
        CompiledMatch match = CompiledMatch.of(filter.match());
        MemoryView memory = store.inMemory(filter.server());
        for (String server : servers(store, filter, memory)) {
            LineFilter lines = LineFilter.of(filter.withServer(server), after, memory.next());
            var each = new ServerLines(store, match, lines, server, memory);
            servers.add(each);
            advance(each);
        }
    }

    private static Set<String> servers(LogStore store, LogFilter filter, MemoryView memory) {
        return filter.server().map(Set::of).orElseGet(() -> {
            var all = new TreeSet<String>(memory.servers().keySet());
            all.addAll(store.blocks().servers());
            return all;
        });
    }

    private void advance(ServerLines server) {
        if (server.advance()) {
            ahead.add(server);
        }
    }

    @Override
    public boolean hasNext() {
        return !ahead.isEmpty();
    }

    @Override
    public LogLine next() {
        if (ahead.isEmpty()) {
            throw new NoSuchElementException("no more lines");
        }
        ServerLines oldest = ahead.remove();
        LogLine line = oldest.line();
        advance(oldest);
        return line;
    }

    /** Blocks so far that could not be read and were skipped. */
    public int damagedBlocks() {
        return servers.stream().mapToInt(ServerLines::damaged).sum();
    }
}
