package dev.mcpmanager.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogFeedTest {
    private final StoredLines store = new StoredLines();
    private final LogCaptures captures = new LogCaptures(store, () -> Instant.EPOCH);
    private final LogFeed feed = new LogFeed(captures, store);
    private final List<LogSubscription> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(LogSubscription::close);
    }

    /** Keeps what it gets, and can be held up. */
    private static final class Client implements LogSubscriber {
        private final List<LogLine> lines = new ArrayList<>();
        private final Map<String, Long> missed = new HashMap<>();
        private final CountDownLatch mayGoOn;
        private final Semaphore turns = new Semaphore(1);

        Client(int held) {
            mayGoOn = new CountDownLatch(held);
        }

        @Override
        public Turn turn() throws InterruptedException {
            turns.acquire();
            return turns::release;
        }

        @Override
        public void lines(List<LogLine> batch) {
            synchronized (this) {
                lines.addAll(batch);
            }
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public synchronized void missed(String serverId, long count) {
            missed.merge(serverId, count, Long::sum);
        }

        @Override
        public void failed() {
            throw new AssertionError("reading failed");
        }

        synchronized List<String> messages() {
            return lines.stream().map(LogLine::message).toList();
        }

        synchronized long missed(String serverId) {
            return missed.getOrDefault(serverId, 0L);
        }
    }

    private Client subscribe(Optional<String> server, OptionalLong after, int held) {
        var client = new Client(held);
        open.add(feed.subscribe(server, after, client));
        return client;
    }

    private void print(String server, int from, int to) {
        IntStream.range(from, to).forEach(i -> captures.of(server).system(1, LogLevel.INFO, server + " " + i));
    }

    private static List<String> numbered(String server, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> server + " " + i).toList();
    }

    @Test
    void aSubscriberGetsWhatComesFromNowOn() {
        print("one", 0, 5);
        Client client = subscribe(Optional.of("one"), OptionalLong.empty(), 0);
        print("two", 0, 5);
        print("one", 5, 8);

        await().until(() -> client.messages().equals(numbered("one", 5, 8)));
        print("one", 8, 9);
        await().until(() -> client.messages().equals(numbered("one", 5, 9)));
    }

    @Test
    void aSubscriberToAllGetsServersThatAppearLaterToo() {
        Client client = subscribe(Optional.empty(), OptionalLong.empty(), 0);
        print("one", 0, 3);
        print("two", 0, 3);

        await().until(() -> client.messages().size() == 6);
        assertThat(client.messages()).containsAll(numbered("one", 0, 3)).containsAll(numbered("two", 0, 3));
    }

    @Test
    void aSubscriberThatComesBackGetsAllThatItLacksOnce() {
        print("one", 0, 5_000);
        long last = store.all().get(99).sequence();
        Client client = subscribe(Optional.of("one"), OptionalLong.of(last), 0);
        print("one", 5_000, 5_500);

        await().until(() -> client.messages().size() >= 5_400);
        assertThat(client.messages()).isEqualTo(numbered("one", 100, 5_500));
        assertThat(client.missed("one")).isZero();
    }

    @Test
    void betweenHistoryAndLiveNothingIsLostOrDoubledWhileServersPrint() throws InterruptedException {
        print("one", 0, 1_500);
        print("two", 0, 1_500);
        Thread one = Thread.ofPlatform().start(() -> print("one", 1_500, 6_000));
        Thread two = Thread.ofPlatform().start(() -> print("two", 1_500, 6_000));
        List<Client> clients = IntStream.range(0, 8)
                .mapToObj(i -> subscribe(
                        i % 2 == 0 ? Optional.empty() : Optional.of("one"),
                        OptionalLong.of(store.all().get(i * 10).sequence()),
                        0))
                .toList();
        one.join();
        two.join();

        for (int i = 0; i < clients.size(); i++) {
            Client client = clients.get(i);
            List<LogLine> due = store.after(
                    i % 2 == 0 ? Optional.empty() : Optional.of("one"),
                    store.all().get(i * 10).sequence(),
                    Integer.MAX_VALUE);
            await().until(() -> client.messages().size() + client.missed("one") + client.missed("two") == due.size());
            assertThat(client.lines).extracting(LogLine::sequence).isSorted().doesNotHaveDuplicates();
            assertThat(new HashSet<>(due).containsAll(client.lines)).isTrue();
        }
    }

    @Test
    void aSlowSubscriberIsToldExactlyHowManyLinesItMissed() {
        Client client = subscribe(Optional.of("one"), OptionalLong.empty(), 1);
        print("one", 0, 1);
        await().until(() -> client.messages().size() == 1);
        print("one", 1, 30_001);

        client.mayGoOn.countDown();
        await().until(() -> client.messages().size() == 1_001);
        assertThat(client.missed("one")).isEqualTo(29_000);
        assertThat(client.messages().subList(1, 1_001)).isEqualTo(numbered("one", 29_001, 30_001));
    }

    @Test
    void aBurstOfMoreLinesThanAreInMemoryIsReadFromTheStore() {
        Client client = subscribe(Optional.empty(), OptionalLong.empty(), 1);
        print("one", 0, 1);
        await().until(() -> client.messages().size() == 1);
        print("one", 1, 3_000);
        print("two", 0, 500);
        print("one", 3_000, 6_000);

        client.mayGoOn.countDown();
        await().until(() -> client.messages().size() == 6_500);
        assertThat(client.lines).isEqualTo(store.all());
        assertThat(client.missed("one")).isZero();
    }

    @Test
    void aSequenceThatIsYetToComeMeansFromNowOn() {
        print("one", 0, 5);
        Client client = subscribe(Optional.of("one"), OptionalLong.of(Long.MAX_VALUE), 0);
        print("one", 5, 8);

        await().until(() -> client.messages().equals(numbered("one", 5, 8)));
    }

    @Test
    void aStalledSubscriberHoldsUpNobody() {
        Client stalled = subscribe(Optional.of("one"), OptionalLong.empty(), 1);
        Client client = subscribe(Optional.of("one"), OptionalLong.empty(), 0);
        print("one", 0, 1);
        await().until(() -> stalled.messages().size() == 1);
        print("one", 1, 900);

        await().until(() -> client.messages().equals(numbered("one", 0, 900)));
        stalled.mayGoOn.countDown();
    }

    @Test
    void aSubscriberThatHasNoRoomHoldsNoLines() throws InterruptedException {
        print("one", 0, 5_000);
        var client = new Client(0);
        client.turns.acquire();
        int before = store.reads();
        open.add(feed.subscribe(Optional.of("one"), OptionalLong.of(0), client));
        await().until(client.turns::hasQueuedThreads);
        assertThat(store.reads()).isEqualTo(before);

        client.turns.release();
        await().until(() -> client.messages().equals(numbered("one", 0, 5_000)));
    }

    @Test
    void aClosedSubscriptionBringsNothing() {
        var client = new Client(0);
        LogSubscription subscription = feed.subscribe(Optional.of("one"), OptionalLong.empty(), client);
        print("one", 0, 1);
        await().until(() -> client.messages().size() == 1);
        subscription.close();
        print("one", 1, 2);

        assertThat(client.messages()).hasSize(1);
    }
}
