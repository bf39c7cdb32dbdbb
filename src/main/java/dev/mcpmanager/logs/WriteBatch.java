package dev.mcpmanager.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one transaction writes. Not thread-safe. */
final class WriteBatch {
    private final List<SealedBlock> sealed = new ArrayList<>();
    private final List<Increment> increments = new ArrayList<>();

    void add(SealedBlock block) {
        sealed.add(block);
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

    /** How many blocks of each server were sealed. */
    Map<String, Integer> sealedByServer() {
        var counts = new TreeMap<String, Integer>();
        sealed.forEach(block -> counts.merge(block.summary().server(), 1, Integer::sum));
        return counts;
    }
}
