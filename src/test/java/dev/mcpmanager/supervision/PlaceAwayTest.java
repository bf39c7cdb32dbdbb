package dev.mcpmanager.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.server.RestartSettings;
import dev.mcpmanager.supervision.Effect.Tell;
import dev.mcpmanager.supervision.ServerState.BackingOff;
import dev.mcpmanager.supervision.ServerState.Next;
import dev.mcpmanager.supervision.ServerState.Running;
import dev.mcpmanager.supervision.ServerState.Starting;
import dev.mcpmanager.supervision.ServerState.Stopping;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules for a place to run servers that cannot be reached, such as a container engine. */
class PlaceAwayTest {
    private static final Failures ONE = Failures.NONE.add(0, RestartSettings.DEFAULT);

    private final Transitions transitions = new Transitions(RestartSettings.DEFAULT, 0, 0, 0);

    @Test
    void aStartWaitsAndIsTriedAgain() {
        var away = transitions.apply(new Starting(1, ONE), new Command.PlaceAway(1, "engine away"));

        assertThat(away.state()).isEqualTo(new BackingOff(1, ONE));
        assertThat(away.effects()).containsExactly(Tell.of(1, EventKind.UNREACHABLE, "engine away"));
        assertThat(transitions.apply(away.state(), new Command.Woken(1)).effects())
                .containsExactly(new Effect.Launch(2));
    }

    @Test
    void howeverOftenThatHappensItIsNoCrashLoop() {
        ServerState state = new Starting(1, Failures.NONE);
        for (long run = 1; run <= 100; run++) {
            state = transitions.apply(state, new Command.PlaceAway(run, "away")).state();
            state = transitions.apply(state, new Command.Woken(run)).state();
        }
        assertThat(state).isEqualTo(new Starting(101, Failures.NONE));
    }

    @Test
    void anEndThatCannotBeSeenIsToldAndGoesOn() {
        ServerState stopping = new Stopping(3, ONE, Next.REST, Optional.empty());

        var away = transitions.apply(stopping, new Command.PlaceAway(3, "engine away"));

        assertThat(away.state()).isEqualTo(stopping);
        assertThat(away.effects()).containsExactly(Tell.of(3, EventKind.UNREACHABLE, "engine away"));
    }

    @Test
    void newsOfAnEarlierRunChangesNothing() {
        ServerState starting = new Starting(3, ONE);
        assertThat(transitions.apply(starting, new Command.PlaceAway(2, "away")))
                .isEqualTo(Transitions.Outcome.of(starting));
        assertThat(transitions.apply(starting, new Command.Noticed(2, "paused")))
                .isEqualTo(Transitions.Outcome.of(starting));
    }

    @Test
    void whatThePlaceNoticesIsTold() {
        ServerState running = new Running(3, ONE, 0);
        assertThat(transitions.apply(running, new Command.Noticed(3, "paused")))
                .isEqualTo(Transitions.Outcome.of(running, Tell.of(3, EventKind.NOTICE, "paused")));
    }
}
