package dev.mcpmanager.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class EventBusTest {
    private record Numbered(int number) implements Event {}

    private record Other() implements Event {}

    private final EventBus bus = new EventBus();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Semaphore mayGoOn = new Semaphore(0);

    private final Subscriber<Numbered> subscriber = new Subscriber<>() {
        @Override
        public void received(Numbered event) {
            told.add("event " + event.number());
            mayGoOn.acquireUninterruptibly();
        }

        @Override
        public void missed(long count) {
            told.add("missed " + count);
        }
    };

    @Test
    void aSubscriptionGetsItsTypeInOrder() throws Exception {
        mayGoOn.release(2);
        try (var _ = bus.subscribe(Numbered.class, 10, subscriber)) {
            publish(1);
            bus.publish(new Other());
            publish(2);

            assertThat(told(2)).containsExactly("event 1", "event 2");
        }
    }

    @Test
    void aGapIsToldAtItsPlaceWhileEventsKeepComing() throws Exception {
        try (var _ = bus.subscribe(Numbered.class, 2, subscriber)) {
            publish(1);
            assertThat(told(1)).containsExactly("event 1");
            publish(2, 3, 4);
            mayGoOn.release();
            assertThat(told(1)).containsExactly("event 2");
            publish(5);
            mayGoOn.release(2);
            assertThat(told(2)).containsExactly("event 3", "missed 2");
            publish(6);

            assertThat(told(1)).containsExactly("event 6");
            mayGoOn.release();
        }
    }

    @Test
    void aClosedSubscriptionGetsNothing() throws Exception {
        mayGoOn.release(10);
        bus.subscribe(Numbered.class, 10, subscriber).close();
        publish(1);
        try (var _ = bus.subscribe(Numbered.class, 10, subscriber)) {
            publish(2);

            assertThat(told(1)).containsExactly("event 2");
        }
        assertThat(told).isEmpty();
    }

    private void publish(int... numbers) {
        for (int number : numbers) {
            bus.publish(new Numbered(number));
        }
    }

    private List<String> told(int count) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            texts.add(told.take());
        }
        return texts;
    }
}
