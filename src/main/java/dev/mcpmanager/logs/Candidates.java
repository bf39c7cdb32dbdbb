package dev.mcpmanager.logs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Tells by the signatures which stored blocks may hold all grams of a search. Not thread-safe. */
final class Candidates {
    /** A long needle's other grams would exclude hardly any block more. */
    private static final int MAX_GRAMS = 64;

    private final SignatureStore store;
    private final SignatureGroup newest;
    private final Map<Long, Long> groups = new HashMap<>();
    private List<int[]> grams;
    private boolean sorted;

    /**
     * The blocks that have {@code grams}.
     *
     * @param newest the group that has no rows yet
     * @param grams see {@link CompiledMatch#grams}
     */
    Candidates(SignatureStore store, SignatureGroup newest, List<int[]> grams) {
        this.store = store;
        this.newest = newest;
        this.grams = grams.stream().map(Candidates::evenly).toList();
    }

    private static int[] evenly(int[] bits) {
        int step = (bits.length + MAX_GRAMS - 1) / MAX_GRAMS;
        return step <= 1
                ? bits
                : IntStream.range(0, bits.length / step)
                        .map(i -> bits[i * step])
                        .toArray();
    }

    /** Those of {@code ids} that may hold all grams, in the same order. */
    List<StoredId> among(List<StoredId> ids) {
        if (grams.isEmpty()) {
            return ids;
        }
        load(ids);
        return ids.stream().filter(each -> mayHold(each.id())).toList();
    }

    private boolean mayHold(long id) {
        return (groups.getOrDefault(SignatureGroup.numberOf(id), -1L) & SignatureGroup.bitOf(id)) != 0;
    }

    private void load(List<StoredId> ids) {
        var missing = new TreeSet<Long>();
        for (StoredId each : ids) {
            long group = SignatureGroup.numberOf(each.id());
            if (group == newest.number() && !groups.containsKey(group)) {
                grams.forEach(bits -> add(group, newest.matching(bits)));
            } else if (!groups.containsKey(group)) {
                missing.add(group);
            }
        }
        if (!missing.isEmpty() && !sorted) {
            grams = grams.stream()
                    .map(bits -> store.rarestFirst(missing.last(), bits))
                    .toList();
            sorted = true;
        }
        grams.forEach(bits -> store.matching(missing, bits).forEach(this::add));
    }

    /** What has the grams of one of the alternatives. */
    private void add(long group, long blocks) {
        groups.merge(group, blocks, (known, more) -> known | more);
    }
}
