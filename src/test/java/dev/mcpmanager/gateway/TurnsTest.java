package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private record Call(Object owner, boolean canAnswer, boolean isBegun, String name) implements Turns.Taker {}

    private final Turns turns = new Turns();
    private final List<String> started = new ArrayList<>();

    @Test
    void callsOfOneClientGoTogether() {
        enter("a", true, "a1");
        enter("a", true, "a2");
        assertThat(started).containsExactly("a1", "a2");
    }

    @Test
    void aClientThatCanAnswerGoesAlone() {
        enter("a", true, "a1");
        enter("b", true, "b1");
        enter("c", false, "c1");
        assertThat(started).containsExactly("a1");
        turns.leave();
        assertThat(started).containsExactly("a1", "b1");
        turns.leave();
        assertThat(started).containsExactly("a1", "b1", "c1");
    }

    @Test
    void clientsThatCannotAnswerGoTogether() {
        enter("a", false, "a1");
        enter("b", false, "b1");
        assertThat(started).containsExactly("a1", "b1");
    }

    @Test
    void nobodyOvertakesOneThatWaits() {
        enter("a", true, "a1");
        enter("b", true, "b1");
        enter("a", true, "a2");
        assertThat(started).containsExactly("a1");
        turns.leave();
        turns.leave();
        assertThat(started).containsExactly("a1", "b1", "a2");
    }

    @Test
    void anAnswerInTheTurnOfItsClientPassesThoseThatWait() {
        enter("a", true, "a1");
        enter("b", true, "b1");
        turns.enter(new Call("a", true, true, "a2"), () -> started.add("a2"));
        assertThat(started).containsExactly("a1", "a2");
    }

    @Test
    void oneThatIsForgottenLetsTheNextGo() {
        enter("a", true, "a1");
        Call gone = enter("b", true, "b1");
        enter("a", true, "a2");
        turns.forget(gone);
        assertThat(started).containsExactly("a1", "a2");
        assertThat(turns.waiting()).isEmpty();
    }

    @Test
    void thousandsThatLeaveAsSoonAsTheyStartDoNotOverflowTheStack() {
        enter("first", true, "first");
        for (int i = 0; i < Turns.MAX_WAITING; i++) {
            var call = new Call(i, true, false, "" + i);
            assertThat(turns.enter(call, turns::leave)).isTrue();
        }
        assertThat(turns.enter(new Call("late", true, false, "late"), () -> {})).isFalse();
        turns.leave();
        assertThat(turns.waiting()).isEmpty();
        enter("last", true, "last");
        assertThat(started).containsExactly("first", "last");
    }

    private Call enter(Object owner, boolean canAnswer, String name) {
        var call = new Call(owner, canAnswer, false, name);
        assertThat(turns.enter(call, () -> started.add(name))).isTrue();
        return call;
    }
}
