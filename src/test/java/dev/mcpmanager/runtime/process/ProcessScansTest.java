package dev.mcpmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProcessScansTest {

    @Test
    void thoseWhoAskDuringAReadingShareTheNext() throws Exception {
        var table = new SlowTable();
        var scans = new ProcessScans(table, 0);
        var numbers = new ConcurrentLinkedQueue<Long>();
        Thread first = Thread.ofPlatform().start(() -> numbers.add(scans.fresh().number()));
        table.begun.await();
        List<Thread> others = Stream.generate(() -> Thread.ofPlatform()
                        .start(() -> numbers.add(scans.fresh().number())))
                .limit(5)
                .toList();
        await().until(() -> others.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));

        table.finish.countDown();

        first.join();
        for (Thread other : others) {
            other.join();
        }
        assertThat(numbers).containsExactlyInAnyOrder(1L, 2L, 2L, 2L, 2L, 2L);
        assertThat(table.readings).hasValue(2);
    }

    @Test
    void aRecentReadingIsUsedAgain() {
        var table = new SlowTable();
        table.finish.countDown();
        var scans = new ProcessScans(table, 0);

        assertThat(scans.recent(Duration.ofHours(1))).isSameAs(scans.recent(Duration.ofHours(1)));
        assertThat(scans.recent(Duration.ZERO.minusNanos(1)).number()).isEqualTo(2);
    }

    private static final class SlowTable implements ProcessTable {
        final AtomicInteger readings = new AtomicInteger();
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch finish = new CountDownLatch(1);

        @Override
        public List<ProcessEntry> read(long cookiesSince) {
            readings.incrementAndGet();
            begun.countDown();
            try {
                finish.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return List.of();
        }

        @Override
        public Optional<ProcessId> find(long pid) {
            return Optional.empty();
        }

        @Override
        public boolean isSuspended(ProcessId id) {
            return false;
        }

        @Override
        public long now() {
            return 0;
        }
    }
}
