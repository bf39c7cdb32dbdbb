package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogCaptureTest {
    private final StoredLines store = new StoredLines();
    private final LogCapture capture = capture(Duration.ofMillis(20));

    private LogCapture capture(Duration patience) {
        return new LogCapture("one", store, () -> Instant.ofEpochMilli(1_234), new News(), patience);
    }

    @AfterEach
    void letEverybodyGo() {
        store.setRoom(Integer.MAX_VALUE);
    }

    @Test
    void bothStreamsBecomeLinesWithTheirLevels() {
        RunCapture run = capture.run(7, List.of());
        print(run, "started\nERROR: bro");
        run.stderr("Traceback (most recent call last):\n".getBytes(UTF_8), 0, 35);
        print(run, "ken\nunfinished");
        run.stdoutEnded();
        run.stderrEnded();

        assertThat(store.all())
                .extracting(LogLine::message, LogLine::source, LogLine::level)
                .containsExactly(
                        tuple("started", LogSource.STDOUT, LogLevel.INFO),
                        tuple("Traceback (most recent call last):", LogSource.STDERR, LogLevel.ERROR),
                        tuple("ERROR: broken", LogSource.STDOUT, LogLevel.ERROR),
                        tuple("unfinished", LogSource.STDOUT, LogLevel.INFO));
        assertThat(store.all()).allSatisfy(line -> {
            assertThat(line.run()).isEqualTo(7);
            assertThat(line.at()).isEqualTo(Instant.ofEpochMilli(1_234));
        });
        assertThat(capture.recent().latest(10, _ -> true)).isEqualTo(store.all());
        assertThat(capture.recent().next()).isEqualTo(4);
    }

    @Test
    void whateverIsToldAsOneTextBecomesLinesOfOneLevel() {
        RunCapture run = capture.run(1, List.of("hunter22"));
        run.message(LogLevel.WARN, "db: hunter22\nERROR no");
        run.stray("Welcome, hunter22!");
        capture.system(1, LogLevel.INFO, "exited: failed");

        assertThat(store.all())
                .extracting(LogLine::message, LogLine::source, LogLine::level)
                .containsExactly(
                        tuple("db: [secret]", LogSource.STDOUT, LogLevel.WARN),
                        tuple("ERROR no", LogSource.STDOUT, LogLevel.WARN),
                        tuple("Welcome, [secret]!", LogSource.STDOUT, LogLevel.INFO),
                        tuple("exited: failed", LogSource.SYSTEM, LogLevel.INFO));
    }

    @Test
    void aSecretThatACutTearsIsNotShownByHalf() {
        RunCapture run = capture.run(1, List.of("hunter22-is-long"));
        print(run, "x".repeat(LineSplitter.MAX_LINE - 9) + "hunter22-is-long and more\n");
        print(run, "hunter2\n");

        assertThat(store.messages().getFirst()).contains("x[secret]").doesNotContain("hunter");
        assertThat(store.messages().getLast()).isEqualTo("hunter2");
    }

    @Test
    void aStrayLineNeverExceedsWhatALineMayHave() {
        capture.run(1, List.of()).stray("\ufffd".repeat(LineSplitter.MAX_LINE));

        assertThat(store.all().getFirst().message().getBytes(UTF_8).length).isLessThan(LineSplitter.MAX_LINE + 100);
    }

    @Test
    void whoPrintsWaitsWhileTheWriterIsBehind() {
        LogCapture patient = capture(Duration.ofMinutes(1));
        store.setRoom(1);
        var printed = CompletableFuture.runAsync(() -> print(patient.run(1, List.of()), "a\nb\nc\n"));
        await().until(() -> store.messages().equals(List.of("a")));
        assertThat(printed).isNotDone();

        store.setRoom(100);
        printed.join();
        assertThat(store.messages()).containsExactly("a", "b", "c");
        assertThat(patient.dropped()).isZero();
    }

    @Test
    void whoWaitsTooLongLosesLinesThatAreCountedExactly() {
        RunCapture run = capture.run(1, List.of());
        store.setRoom(1);
        print(run, "a\nb\nc\nd\n");
        assertThat(store.messages()).containsExactly("a");
        assertThat(capture.dropped()).isEqualTo(3);

        store.setRoom(1_000);
        await().until(() -> told() == 3);
        await().untilAsserted(() -> {
            print(run, "again\n");
            assertThat(store.messages()).contains("again");
        });
        await().until(() -> told() == capture.dropped());
        assertThat(capture.recent().latest(1_000, _ -> true)).isEqualTo(store.all());
    }

    @Test
    void noLineIsLostWithoutBeingCountedHoweverOftenTheWriterFallsBehind() throws InterruptedException {
        RunCapture run = capture.run(1, List.of());
        int rounds = 2_000;
        Thread disturber = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 500; i++) {
                store.setRoom(i % 7);
            }
            store.setRoom(Integer.MAX_VALUE);
        });
        for (int i = 0; i < rounds; i++) {
            print(run, "x\n");
        }
        disturber.join();

        await().untilAsserted(() -> {
            assertThat(told()).isEqualTo(capture.dropped());
            assertThat(store.messages().stream().filter("x"::equals).count() + told())
                    .isEqualTo(rounds);
        });
    }

    @Test
    void onlyTheServerThatWaitsTooLongLosesLines() {
        LogCapture other = capture(Duration.ofMinutes(1));
        store.setRoom(0);
        print(capture.run(1, List.of()), "lost\n");
        var printed = CompletableFuture.runAsync(() -> print(other.run(1, List.of()), "kept\n"));

        store.setRoom(100);
        printed.join();
        await().until(() -> told() == 1);
        assertThat(store.messages()).contains("kept").doesNotContain("lost");
        assertThat(other.dropped()).isZero();
    }

    /** How many lines were dropped as the log itself tells. */
    private long told() {
        return store.all().stream()
                .filter(line -> line.source() == LogSource.SYSTEM)
                .mapToLong(line -> Long.parseLong(
                        line.message().substring(0, line.message().indexOf(' '))))
                .sum();
    }

    private static void print(RunCapture run, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        run.stdout(bytes, 0, bytes.length);
    }
}
