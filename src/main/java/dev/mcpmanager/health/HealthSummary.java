package dev.mcpmanager.health;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A server's health over a range. Immutable.
 *
 * @param uptime share of checks that were healthy, 0 to 100; empty without checks
 * @param availability share of time in which it was healthy, exact; see {@link Availability}
 * @param responseTimes over the checks that have one
 */
public record HealthSummary(
        OptionalDouble uptime,
        Availability availability,
        long totalChecks,
        long healthyChecks,
        long unhealthyChecks,
        Optional<ResponseTimes> responseTimes,
        Optional<ProbeResult> lastCheck) {

    /** Of a server of which nothing is stored. */
    static final HealthSummary EMPTY = new HealthSummary(
            OptionalDouble.empty(), new Availability(0, 0), 0, 0, 0, Optional.empty(), Optional.empty());

    static HealthSummary of(Bucket all, Availability availability, Optional<ProbeResult> lastCheck) {
        long total = all.healthy + all.unhealthy;
        return new HealthSummary(
                total == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * all.healthy / total),
                availability,
                total,
                all.healthy,
                all.unhealthy,
                all.responseTimes(),
                lastCheck);
    }
}
