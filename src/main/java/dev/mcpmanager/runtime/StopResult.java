package dev.mcpmanager.runtime;

import java.util.List;

/**
 * How a stop went.
 *
 * @param killed whether something had to be ended by SIGKILL
 * @param survivors process ids that live on in spite of SIGKILL; empty when all is well
 */
public record StopResult(boolean killed, List<Long> survivors) {
    public StopResult {
        survivors = List.copyOf(survivors);
    }
}
