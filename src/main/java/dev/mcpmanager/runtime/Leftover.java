package dev.mcpmanager.runtime;

import java.util.List;

/**
 * Processes of one server that an earlier manager left behind.
 *
 * @param pids all that were found
 * @param survivors those of them that even SIGKILL did not end; empty when all is well
 */
public record Leftover(String serverId, List<Long> pids, List<Long> survivors) {
    public Leftover {
        pids = List.copyOf(pids);
        survivors = List.copyOf(survivors);
    }
}
