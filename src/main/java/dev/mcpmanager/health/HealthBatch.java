package dev.mcpmanager.health;

import java.util.List;

/**
 * What one transaction writes. Immutable.
 *
 * @param cut of the intervals
 */
record HealthBatch(List<Check> checks, IntervalTracker.Cut cut) {

    /** A check of a server. */
    record Check(String serverId, ProbeResult result) {}
}
