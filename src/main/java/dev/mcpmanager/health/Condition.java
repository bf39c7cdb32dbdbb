package dev.mcpmanager.health;

import dev.mcpmanager.server.HealthSettings;
import dev.mcpmanager.supervision.EventKind;

/**
 * What is held of a server's health, and how checks and its life change that: a pure function. Immutable.
 *
 * @param reason why it is in this state
 * @param failures unhealthy checks in a row
 * @param successes healthy checks in a row
 * @param ending whether the manager ends the run for its failed checks: how it exits then tells nothing
 */
record Condition(HealthState state, String reason, int failures, int successes, boolean ending) {
    static final Condition INITIAL = of(HealthState.STOPPED, "not started");

    static Condition of(HealthState state, String reason) {
        return new Condition(state, reason, 0, 0, false);
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
                    ? new Condition(HealthState.HEALTHY, "checks succeed", 0, inARow, ending)
                    : new Condition(state, reason, 0, inARow, ending);
        }
        if (starting) {
            return new Condition(state, reason, 0, 0, ending);
        }
        int inARow = failures + 1;
        return state != HealthState.UNHEALTHY && inARow >= settings.failureThreshold()
                ? new Condition(HealthState.UNHEALTHY, result.error().orElse("checks fail"), inARow, 0, ending)
                : new Condition(state, reason, inARow, 0, ending);
    }

    /** After an event of its life; {@code message} becomes the reason where it ends health. */
    Condition after(EventKind kind, String message) {
        return switch (kind) {
            case SPAWNED, READY ->
                state == HealthState.STOPPED ? of(HealthState.UNKNOWN, "starting") : of(state, reason);
            case STOP_REQUESTED -> of(HealthState.STOPPED, "stop requested");
            case RESTART_REQUESTED -> of(HealthState.STOPPED, "restart requested");
            // the end that a stop asked for is no failure
            case EXITED, UNREACHABLE ->
                state == HealthState.STOPPED || ending ? this : of(HealthState.UNHEALTHY, message);
            case RESTART_SCHEDULED -> state == HealthState.UNHEALTHY ? this : of(HealthState.UNHEALTHY, message);
            // these are certain, and need no further check
            case MCP_UNAVAILABLE, FAILED, CRASH_LOOP -> of(HealthState.UNHEALTHY, message);
            case UNHEALTHY ->
                new Condition(HealthState.UNHEALTHY, state == HealthState.UNHEALTHY ? reason : message, 0, 0, true);
            case START_REQUESTED, SIGN_IN_NEEDED, SIGNED_IN, NOTICE, STOPPED, LEFTOVERS_ENDED -> this;
        };
    }

    /** After its run ended by itself, and its policy leaves it so. */
    Condition resting() {
        return state == HealthState.STOPPED ? this : of(HealthState.STOPPED, "ended, and is not to be started again");
    }
}
