package dev.mcpmanager.logs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Goes through the wanted lines of one server, oldest first, with one block decompressed. Not thread-safe. */
final class ServerLines {
    private static final int CHUNK = 256;

    private final LogStore store;
    private final CompiledMatch match;
    private final LineFilter filter;
    private final LineFilter stored;
    private final Candidates candidates;
    private final Deque<MemoryBlock> inMemory;
    private final Deque<Long> ids = new ArrayDeque<>();
    private Optional<MatchCursor> block = Optional.empty();
    private long above;
    private boolean moreIds = true;
    private int damaged;
    private String name = "a block in memory";

    /** The lines that {@code filter}, which names the server, lets pass. */
    ServerLines(LogStore store, CompiledMatch match, LineFilter filter, String server, MemoryView memory) {
        this.store = store;
        this.match = match;
        this.filter = filter;
        stored = filter.below(memory.firstSequence(server));
        List<int[]> grams = match.grams();
        candidates = new Candidates(store.signatures(), memory.newest(), grams);
        inMemory = new ArrayDeque<>(memory.blocks(filter, grams));
    }

    /** Steps to the next line, if there is one. */
    boolean advance() {
        while (true) {
            try {
                if (block.isPresent() && block.get().advance()) {
                    return true;
                }
                block = next();
                if (block.isEmpty()) {
                    return false;
                }
            } catch (DamagedException e) {
                store.damage().report(name, e);
                block = Optional.empty();
                damaged++;
            }
        }
    }

    private Optional<MatchCursor> next() {
        while (ids.isEmpty() && moreIds) {
            List<StoredId> chunk = store.blocks().idsAbove(stored, above, CHUNK);
            moreIds = chunk.size() == CHUNK;
            above = chunk.isEmpty() ? above : chunk.getLast().id();
            candidates.among(chunk).forEach(each -> ids.add(each.id()));
        }
        while (!ids.isEmpty()) {
            // none if retention removed it meanwhile
            List<StoredBlock> rows = store.blocks().blocks(List.of(ids.removeFirst()));
            if (!rows.isEmpty()) {
                StoredBlock row = rows.getFirst();
                name = row.name();
                return Optional.of(new MatchCursor(row.lines(), match, filter));
            }
        }
        return Optional.ofNullable(inMemory.poll())
                .map(row -> new MatchCursor(row.lines().get(), match, filter));
    }

    long sequence() {
        return block.orElseThrow().sequence();
    }

    LogLine line() {
        return block.orElseThrow().line();
    }

    /** Blocks that could not be read and were skipped. */
    int damaged() {
        return damaged;
    }
}
