package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live lines over a real store whose blocks are sealed and written meanwhile. */
class LogFeedIT {
    private static final int SERVERS = 4;
    private static final int LINES = 60_000;

    @TempDir
    Path dir;

    private LogStore store;
    private LogCaptures captures;
    private LogFeed feed;

    @BeforeEach
    void open() {
        store = LogStore.open(dir.resolve("logs.db"), InstantSource.system());
        captures = new LogCaptures(store, InstantSource.system());
        feed = new LogFeed(captures, store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Leaves after some lines and comes back with the last sequence that it has. */
    private final class Client implements LogSubscriber {
        private final Optional<String> server;
        private final Random random;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition left = lock.newCondition();
        private final List<Long> sequences = new ArrayList<>();
        private long missed;
        private int stay;

        Client(Optional<String> server, int seed) {
            this.server = server;
            random = new Random(seed);
        }

        @Override
        public Turn turn() {
            return () -> {};
        }

        @Override
        public void lines(List<LogLine> batch) throws InterruptedException {
            // who leaves waits for this to end
            lock.lockInterruptibly();
            try {
                // what comes once it has left is lost on the way
                if (stay > 0) {
                    batch.forEach(line -> sequences.add(line.sequence()));
                    stay -= batch.size();
                    left.signal();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void missed(String serverId, long count) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                missed += stay > 0 ? count : 0;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void failed() {
            throw new AssertionError("reading failed");
        }

        long accounted() {
            lock.lock();
            try {
                return sequences.size() + missed;
            } finally {
                lock.unlock();
            }
        }

        /** Until all of {@code lines} have come or were told to be missed. */
        void follow(long lines) {
            try {
                while (accounted() < lines) {
                    stayAWhile(lines);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void stayAWhile(long lines) throws InterruptedException {
            lock.lock();
            try {
                stay = 1 + random.nextInt(20_000);
                long last = sequences.isEmpty() ? 0 : sequences.getLast();
                try (var _ = feed.subscribe(server, OptionalLong.of(last), this)) {
                    while (stay > 0 && sequences.size() + missed < lines) {
                        left.await();
                    }
                }
                stay = 0;
            } finally {
                lock.unlock();
            }
        }
    }

    private void print(String server) {
        RunCapture run = captures.of(server).run(1, List.of());
        for (int i = 0; i < LINES; i += 100) {
            var text = new StringBuilder();
            IntStream.range(i, i + 100)
                    .forEach(line -> text.append(server)
                            .append(" line ")
                            .append(line)
                            .append(" of some length, so that blocks fill up\n"));
            byte[] bytes = text.toString().getBytes(UTF_8);
            run.stderr(bytes, 0, bytes.length);
        }
    }

    @Test
    void whoLeavesAndComesBackHasEachLineOnceOrIsToldThatItMissedIt() throws InterruptedException {
        List<Client> clients = List.of(
                new Client(Optional.empty(), 1),
                new Client(Optional.of("server-0"), 2),
                new Client(Optional.empty(), 3));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            String server = "server-" + i;
            threads.add(Thread.ofPlatform().start(() -> print(server)));
        }
        List<Thread> followers = clients.stream()
                .map(client -> Thread.ofPlatform()
                        .start(() -> client.follow(client.server.isEmpty() ? SERVERS * LINES : LINES)))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        for (Thread follower : followers) {
            assertThat(follower.join(Duration.ofSeconds(60))).isTrue();
        }

        for (Client client : clients) {
            assertThat(client.accounted()).isEqualTo(client.server.isEmpty() ? SERVERS * LINES : LINES);
            assertThat(client.sequences).isSorted().doesNotHaveDuplicates();
            assertThat(stored(client.server).containsAll(client.sequences)).isTrue();
        }
    }

    private Set<Long> stored(Optional<String> server) {
        Set<Long> sequences = new HashSet<>();
        Iterator<LogLine> lines = store.after(server, 0);
        lines.forEachRemaining(line -> sequences.add(line.sequence()));
        return sequences;
    }

    @Test
    void anIdleServersLatestLinesAreThereAgainAfterARestart() {
        captures.of("one").system(1, LogLevel.INFO, "first\nsecond");
        store.close();
        open();

        assertThat(store.recent("one").latest(10, _ -> true))
                .extracting(LogLine::message)
                .containsExactly("first", "second");
        var client = new Client(Optional.of("one"), 5);
        client.stay = 1;
        try (var _ = feed.subscribe(Optional.of("one"), OptionalLong.empty(), client)) {
            captures.of("one").system(2, LogLevel.INFO, "third");
            await().until(() -> client.accounted() == 1);
        }
    }

    @Test
    void aForgottenServerLeavesItsLinesAndTakesNoMore() {
        LogCapture capture = captures.of("gone");
        capture.system(1, LogLevel.INFO, "last words");
        captures.forget("gone");
        capture.system(1, LogLevel.INFO, "too late");

        assertThat(captures.find("gone")).isEmpty();
        assertThat(store.inMemory(Optional.of("gone")).servers()).isEmpty();
        assertThat(store.after(Optional.of("gone"), 0))
                .toIterable()
                .extracting(LogLine::message)
                .containsExactly("last words");
    }
}
