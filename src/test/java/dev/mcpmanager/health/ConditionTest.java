package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.server.HealthSettings;
import dev.mcpmanager.supervision.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    private static final HealthSettings SETTINGS = new HealthSettings(
            Duration.ofSeconds(30), Duration.ofSeconds(5), 3, 2, Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * From UNKNOWN: + a healthy check, - an unhealthy one, ~ an unhealthy one within the start period, x an exit, k a stop,
     * r a restart, s a process made, f a failure for good, c a crash loop, b a restart scheduled, m a loss of MCP, u an end since it
     * was unhealthy.
     */
    @ParameterizedTest
    @CsvSource({
        "+, UNKNOWN",
        "++, HEALTHY",
        "+-+, UNKNOWN",
        "--, UNKNOWN",
        "---, UNHEALTHY",
        "--+--, UNKNOWN",
        "~~~~~, UNKNOWN",
        "~~~---, UNHEALTHY",
        "++--, HEALTHY",
        "++--+--, HEALTHY",
        "++---, UNHEALTHY",
        "---+, UNHEALTHY",
        "---++, HEALTHY",
        "++x, UNHEALTHY",
        "++xs, UNHEALTHY",
        "++xs++, HEALTHY",
        "++k, STOPPED",
        "++kx, STOPPED",
        "++k+++, STOPPED",
        "++k---, STOPPED",
        "++kxs, UNKNOWN",
        "++rxs++, HEALTHY",
        "++rx, STOPPED",
        "++xk, STOPPED",
        "++xbf, UNHEALTHY",
        "++c, UNHEALTHY",
        "kb, UNHEALTHY",
        "++m, UNHEALTHY",
        "++uxb, UNHEALTHY",
        "---u, UNHEALTHY",
        "++xs~~~, UNHEALTHY",
    })
    void checksAndLifeMoveIt(String happenings, HealthState expected) {
        Condition condition = Condition.of(HealthState.UNKNOWN, "starting");
        for (int i = 0; i < happenings.length(); i++) {
            condition = happens(condition, happenings.charAt(i));
        }
        assertThat(condition.state()).isEqualTo(expected);
    }

    private static Condition happens(Condition condition, char what) {
        Instant at = Instant.EPOCH;
        return switch (what) {
            case '+' -> condition.after(ProbeResult.healthy(Duration.ofMillis(1), at), SETTINGS, false);
            case '-' -> condition.after(ProbeResult.unhealthy("refused", at), SETTINGS, false);
            case '~' -> condition.after(ProbeResult.unhealthy("refused", at), SETTINGS, true);
            case 'x' -> condition.after(EventKind.EXITED, "ended with code 1");
            case 'k' -> condition.after(EventKind.STOP_REQUESTED, "requested");
            case 'r' -> condition.after(EventKind.RESTART_REQUESTED, "requested");
            case 's' -> condition.after(EventKind.SPAWNED, "process 7");
            case 'f' -> condition.after(EventKind.FAILED, "cannot be started");
            case 'c' -> condition.after(EventKind.CRASH_LOOP, "crash loop");
            case 'm' -> condition.after(EventKind.MCP_UNAVAILABLE, "does not speak MCP");
            case 'u' -> condition.after(EventKind.UNHEALTHY, "failed 5 checks in a row");
            case 'b' -> condition.after(EventKind.RESTART_SCHEDULED, "restart 1 in 0 ms");
            default -> throw new IllegalArgumentException(String.valueOf(what));
        };
    }

    @Test
    void theReasonIsWhyItBecameUnhealthy() {
        Condition down = happens(Condition.of(HealthState.HEALTHY, "checks succeed"), 'x');
        assertThat(down.reason()).isEqualTo("ended with code 1");
        assertThat(happens(down, '-').reason()).isEqualTo("ended with code 1");
        assertThat(happens(down, 'f').reason()).isEqualTo("cannot be started");
        assertThat(happens(down, 'c').reason()).isEqualTo("crash loop");
    }

    @Test
    void theEndOfARunThatFailedItsChecksIsNotItsReason() {
        Condition healthy = Condition.of(HealthState.HEALTHY, "checks succeed");
        Condition ended = happens(happens(healthy, 'u'), 'x');
        assertThat(ended.reason()).isEqualTo("failed 5 checks in a row");
        Condition unhealthy = Condition.of(HealthState.UNHEALTHY, "refused");
        assertThat(happens(happens(unhealthy, 'u'), 'x').reason()).isEqualTo("refused");
        Condition again = happens(happens(ended, 'b'), 's');
        assertThat(happens(again, 'x').reason()).isEqualTo("ended with code 1");
    }

    @Test
    void nobodyIsSaidToHaveStoppedAServerThatEndedByItself() {
        Condition ended = happens(Condition.of(HealthState.HEALTHY, "checks succeed"), 'x');
        assertThat(ended.resting())
                .isEqualTo(Condition.of(HealthState.STOPPED, "ended, and is not to be started again"));
        Condition stopped = happens(Condition.of(HealthState.HEALTHY, "checks succeed"), 'k');
        assertThat(stopped.resting()).isEqualTo(stopped);
    }

    @Test
    void aLongErrorIsCut() {
        assertThat(ProbeResult.unhealthy("x".repeat(1000), Instant.EPOCH).error())
                .hasValueSatisfying(error -> assertThat(error).hasSize(ProbeResult.MAX_ERROR));
    }
}
