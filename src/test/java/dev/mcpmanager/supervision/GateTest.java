package dev.mcpmanager.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate();
    private final List<String> done = new ArrayList<>();

    private CompletableFuture<String> pass(String task) {
        return gate.pass(() -> {
            done.add(task);
            return CompletableFuture.completedFuture(task);
        });
    }

    @Test
    void whatWaitsPassesInTheOrderInWhichItCame() {
        CompletableFuture<String> first = pass("1");
        var _ = pass("2");
        var _ = pass("3");
        assertThat(first).isNotDone();

        gate.open();
        var _ = pass("4");

        assertThat(done).containsExactly("1", "2", "3", "4");
        assertThat(first).isCompletedWithValue("1");
    }

    @Test
    void whoComesWhileOthersPassQueuesBehindThem() {
        var _ = gate.pass(() -> pass("late"));
        var _ = pass("early");

        gate.open();

        assertThat(done).containsExactly("early", "late");
    }

    @Test
    void allFailWhenWhatTheyWaitForFails() {
        CompletableFuture<String> waits = pass("1");

        gate.fail(new IllegalStateException("no disk"));

        assertThat(waits.exceptionNow()).hasMessage("no disk");
        assertThat(pass("2").exceptionNow()).hasMessage("no disk");
        assertThat(done).isEmpty();
    }

    @Test
    void aTaskThatFailsHarmsNoOther() {
        CompletableFuture<String> broken = gate.pass(() -> {
            throw new IllegalStateException("broken");
        });
        CompletableFuture<String> next = pass("next");

        gate.open();

        assertThat(broken.exceptionNow()).hasMessage("broken");
        assertThat(next).isCompletedWithValue("next");
    }
}
