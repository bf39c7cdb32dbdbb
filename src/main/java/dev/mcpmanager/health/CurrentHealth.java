package dev.mcpmanager.health;

import java.util.Optional;

/**
 * How a server is now. Immutable.
 *
 * @param lastCheck since the manager started
 */
public record CurrentHealth(HealthState state, String reason, Optional<ProbeResult> lastCheck) {
    /** Of a server that was not started since. */
    static final CurrentHealth INITIAL =
            new CurrentHealth(Condition.INITIAL.state(), Condition.INITIAL.reason(), Optional.empty());
}
