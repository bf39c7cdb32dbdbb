package dev.mcpmanager.health;

import java.time.Instant;
import java.util.List;

/**
 * What one transaction writes. Immutable.
 *
 * @param cut of the intervals
 */
record HealthBatch(List<Check> checks, IntervalTracker.Cut cut) {

    /** A check, and the state of its server after it. */
    record Check(String serverId, ProbeResult result, HealthState state) {
        Instant at() {
            return result.at();
        }
    }
}
