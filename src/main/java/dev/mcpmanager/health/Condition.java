package dev.mcpmanager.health;

import dev.mcpmanager.server.HealthSettings;
import dev.mcpmanager.supervision.EventKind;

/**
 * What is held of a server's health, and how checks and its life change that: a pure function. Immutable.
 *
 * @param reason why it is in this state
 * @param failures unhealthy checks in a row
 * @param successes healthy checks in a row
 */
record Condition(HealthState state, String reason, int failures, int successes) {
    static final Condition INITIAL = of(HealthState.STOPPED, "not started");

    static Condition of(HealthState state, String reason) {
        return new Condition(state, reason, 0, 0);
    }

    /**
     * After a check.
     *
     * @param starting whether the run is in its start period, in which failures do not count
     */
    Condition after(ProbeResult result, HealthSettings settings, boolean starting) {
        if (state == HealthState.STOPPED || state == HealthState.UNOBSERVED) {
            return this;
        }
        if (result.healthy()) {
            int inARow = successes + 1;
            return state != HealthState.HEALTHY && inARow >= settings.successThreshold()
                    ? new Condition(HealthState.HEALTHY, "checks succeed", 0, inARow)
                    : new Condition(state, reason, 0, inARow);
        }
        if (starting) {
            return new Condition(state, reason, 0, 0);
        }
        int inARow = failures + 1;
        return state != HealthState.UNHEALTHY && inARow >= settings.failureThreshold()
                ? new Condition(HealthState.UNHEALTHY, result.error().orElse("checks fail"), inARow, 0)
                : new Condition(state, reason, inARow, 0);
    }

    /** After an event of its life; {@code message} becomes the reason where it ends health. */
    Condition after(EventKind kind, String message) {
        return switch (kind) {
            case SPAWNED, READY ->
                state == HealthState.STOPPED ? of(HealthState.UNKNOWN, "starting") : of(state, reason);
            case STOP_REQUESTED -> of(HealthState.STOPPED, "stop requested");
            case RESTART_REQUESTED -> of(HealthState.STOPPED, "restart requested");
            // the end that a stop asked for is no failure
            case EXITED -> state == HealthState.STOPPED ? this : of(HealthState.UNHEALTHY, message);
            case RESTART_SCHEDULED -> state == HealthState.UNHEALTHY ? this : of(HealthState.UNHEALTHY, message);
            // these are certain, and need no further check
            case MCP_UNAVAILABLE, FAILED, CRASH_LOOP -> of(HealthState.UNHEALTHY, message);
            case START_REQUESTED, UNHEALTHY, STOPPED, LEFTOVERS_ENDED -> this;
        };
    }
}
