package dev.mcpmanager.logs;

import java.util.HashSet;
import java.util.Set;

/**
 * What was removed from the database. Immutable.
 *
 * @param bytes about as many as the blocks took
 * @param servers whose lines they were
 */
public record RemovedLines(long blocks, long lines, long bytes, Set<String> servers) {

    static final RemovedLines NONE = new RemovedLines(0, 0, 0, Set.of());

    public RemovedLines {
        servers = Set.copyOf(servers);
    }

    RemovedLines plus(RemovedLines other) {
        var all = new HashSet<>(servers);
        all.addAll(other.servers);
        return new RemovedLines(blocks + other.blocks, lines + other.lines, bytes + other.bytes, all);
    }
}
