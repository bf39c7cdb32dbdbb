package dev.mcpmanager.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The newest lines, which are not in the database yet, as they were at one moment. Immutable.
 *
 * @param next the view has all lines with lower sequences that the database had not
 * @param newest the signatures of the newest blocks that the database had
 */
record MemoryView(long next, Map<String, ServerLog.Snapshot> servers, SignatureGroup newest) {

    /** The lowest sequence of the server's lines in memory; what the database gets from there on is known already. */
    long firstSequence(String server) {
        ServerLog.Snapshot snapshot = servers.get(server);
        return snapshot == null ? next : snapshot.firstSequence(next);
    }

    /** The blocks that may have lines for the filter, with the {@link CompiledMatch#grams}. */
    List<MemoryBlock> blocks(LineFilter filter, List<int[]> grams) {
        var found = new ArrayList<MemoryBlock>();
        for (ServerLog.Snapshot snapshot : servers.values()) {
            snapshot.sealed().stream()
                    .filter(block -> filter.mayAccept(block.summary()) && mayMatch(block, grams))
                    .map(MemoryBlock::of)
                    .forEach(found::add);
            snapshot.open().stream()
                    .filter(block -> filter.mayAccept(block.summary()))
                    .map(MemoryBlock::of)
                    .forEach(found::add);
        }
        return found;
    }

    private static boolean mayMatch(SealedBlock block, List<int[]> grams) {
        return grams.isEmpty() || grams.stream().anyMatch(bits -> SignatureGroup.hasAll(block.signature(), bits));
    }
}
