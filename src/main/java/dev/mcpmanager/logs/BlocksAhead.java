package dev.mcpmanager.logs;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Goes through the blocks, in memory and stored, that may have lines for a search, newest first. Not thread-safe. */
final class BlocksAhead {
    private static final int FIRST_CHUNK = 64;
    private static final int MAX_CHUNK = 4096;

    private final BlockReadStore store;
    private final Candidates candidates;
    private final LineFilter filter;
    private final Deque<MemoryBlock> inMemory;
    private final Deque<StoredId> stored = new ArrayDeque<>();
    private long below = Long.MAX_VALUE;
    private int chunk = FIRST_CHUNK;

    BlocksAhead(BlockReadStore store, Candidates candidates, LineFilter filter, List<MemoryBlock> inMemory) {
        this.store = store;
        this.candidates = candidates;
        this.filter = filter;
        this.inMemory = new ArrayDeque<>(inMemory.stream()
                .sorted(Comparator.comparingLong(
                                (MemoryBlock block) -> block.summary().lastSequence())
                        .reversed())
                .toList());
    }

    /**
     * Some of the blocks.
     *
     * @param from no line of these, nor of those still ahead, has a higher sequence
     */
    record Batch(SearchProgress from, List<MemoryBlock> inMemory, List<Long> stored) {}

    /** The next blocks, at most {@code size}; empty at the end. */
    Optional<Batch> next(int size) {
        return newest().map(from -> {
            var batch = new Batch(from, new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < size && newest().isPresent(); i++) {
                if (memoryIsNewer()) {
                    batch.inMemory().add(inMemory.remove());
                } else {
                    batch.stored().add(stored.remove().id());
                }
            }
            return batch;
        });
    }

    private Optional<SearchProgress> newest() {
        loadStored();
        if (memoryIsNewer()) {
            BlockSummary block = inMemory.element().summary();
            return Optional.of(progress(block.lastSequence(), block.lastAt()));
        }
        return Optional.ofNullable(stored.peek()).map(block -> progress(block.newest(), block.lastAt()));
    }

    private SearchProgress progress(long sequence, long at) {
        return new SearchProgress(Math.min(sequence, filter.before() - 1), Instant.ofEpochMilli(at));
    }

    private boolean memoryIsNewer() {
        return !inMemory.isEmpty()
                && (stored.isEmpty()
                        || inMemory.element().summary().lastSequence()
                                > stored.element().newest());
    }

    private void loadStored() {
        while (stored.isEmpty() && below > 0) {
            List<StoredId> ids = store.ids(filter, below, chunk);
            below = ids.size() < chunk ? 0 : ids.getLast().id();
            chunk = Math.min(MAX_CHUNK, chunk * 4);
            stored.addAll(candidates.among(ids));
        }
    }
}
