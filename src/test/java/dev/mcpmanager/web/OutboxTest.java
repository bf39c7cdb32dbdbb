package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.web.Outbox.Outgoing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox(2);

    @Test
    void whatFitsComesInOrder() throws InterruptedException {
        assertThat(outbox.offer("a")).isTrue();
        assertThat(outbox.offer("b")).isTrue();

        assertThat(next()).isEqualTo(new Outgoing.Message("a"));
        assertThat(next()).isEqualTo(new Outgoing.Message("b"));
        assertThat(next()).isEqualTo(new Outgoing.Silence());
    }

    @Test
    void aGapStandsWhereMessagesAreMissingWithTheirCount() throws InterruptedException {
        for (String json : new String[] {"a", "b", "c", "d"}) {
            push(json);
        }
        assertThat(next()).isEqualTo(new Outgoing.Message("a"));
        push("e");
        assertThat(next()).isEqualTo(new Outgoing.Message("b"));
        push("f");

        assertThat(next()).isEqualTo(new Outgoing.Gap(3));
        assertThat(next()).isEqualTo(new Outgoing.Message("f"));
    }

    @Test
    void gapsInARowAreOne() throws InterruptedException {
        outbox.missed(4);
        outbox.missed(5);

        assertThat(next()).isEqualTo(new Outgoing.Gap(9));
        assertThat(next()).isEqualTo(new Outgoing.Silence());
    }

    @Test
    void aClosedOutboxGivesAndTakesNothing() throws InterruptedException {
        outbox.offer("a");
        outbox.close();
        outbox.missed(1);

        assertThat(outbox.offer("b")).isFalse();
        assertThat(next()).isEqualTo(new Outgoing.End());
    }

    private void push(String json) {
        if (!outbox.offer(json)) {
            outbox.missed(1);
        }
    }

    private Outgoing next() throws InterruptedException {
        return outbox.take(Duration.ZERO);
    }
}
