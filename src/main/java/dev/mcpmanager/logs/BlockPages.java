package dev.mcpmanager.logs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Goes through the stored blocks that may have lines for a search, newest first. Not thread-safe. */
final class BlockPages {
    /** Lower than any sequence. */
    static final long END = 0;

    private static final int FIRST_CHUNK = 64;
    private static final int MAX_CHUNK = 4096;

    private final BlockReadStore store;
    private final Candidates candidates;
    private final LineFilter filter;
    private final Deque<StoredId> ahead = new ArrayDeque<>();
    private long below = Long.MAX_VALUE;
    private int chunk = FIRST_CHUNK;

    BlockPages(BlockReadStore store, Candidates candidates, LineFilter filter) {
        this.store = store;
        this.candidates = candidates;
        this.filter = filter;
    }

    /** No line ahead has a higher sequence; {@link #END} if no block is ahead. */
    long newestAhead() {
        while (ahead.isEmpty() && below > 0) {
            List<StoredId> ids = store.ids(filter, below, chunk);
            below = ids.size() < chunk ? 0 : ids.getLast().id();
            chunk = Math.min(MAX_CHUNK, chunk * 4);
            ahead.addAll(candidates.among(ids));
        }
        return ahead.isEmpty() ? END : ahead.getFirst().newest();
    }

    /** The next blocks, at most {@code size}; steps over those that are in {@code memory}, too. */
    List<StoredBlock> next(int size, MemoryView memory) {
        var ids = new ArrayList<Long>();
        while (ids.size() < size && !ahead.isEmpty()) {
            ids.add(ahead.removeFirst().id());
        }
        return store.blocks(ids).stream()
                .filter(block -> block.firstSequence() < memory.firstSequence(block.server()))
                .toList();
    }
}
