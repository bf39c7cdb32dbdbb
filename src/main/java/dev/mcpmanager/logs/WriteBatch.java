package dev.mcpmanager.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What one transaction writes. Not thread-safe. */
final class WriteBatch {
    private final List<SealedBlock> sealed = new ArrayList<>();
    private final Map<ServerLog, Integer> counts = new HashMap<>();
    private final List<Increment> increments = new ArrayList<>();

    void add(ServerLog server, List<SealedBlock> blocks) {
        if (!blocks.isEmpty()) {
            counts.put(server, blocks.size());
            sealed.addAll(blocks);
        }
    }

    void add(Increment increment) {
        increments.add(increment);
    }

    boolean isEmpty() {
        return sealed.isEmpty() && increments.isEmpty();
    }

    /** In the order of their last lines, so that newer blocks get higher ids, as far as that is known. */
    List<SealedBlock> sealed() {
        return sealed.stream()
                .sorted(Comparator.comparingLong(block -> block.summary().lastSequence()))
                .toList();
    }

    List<Increment> increments() {
        return increments;
    }

    /** Those whose tails end here. */
    Set<String> sealedServers() {
        return sealed.stream().map(block -> block.summary().server()).collect(Collectors.toSet());
    }

    /** All of it is in the database now. */
    void stored() {
        counts.forEach(ServerLog::stored);
    }
}
