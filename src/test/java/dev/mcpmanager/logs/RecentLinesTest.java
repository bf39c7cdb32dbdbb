package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentLinesTest {
    private final RecentLines recent = new RecentLines("one");
    private long sequence;

    private void add(long run, LogSource source, String message) {
        byte[] bytes = ("<" + message + ">").getBytes(UTF_8);
        var batch = new LineBatch(run, source);
        batch.clear(++sequence);
        batch.add(LogLevel.WARN, bytes, 1, bytes.length - 2);
        recent.add(sequence, batch, 0, 1);
    }

    @Test
    void keepsTheLatestThousand() {
        for (int i = 1; i <= 2_500; i++) {
            add(1, LogSource.STDERR, "line " + i);
        }

        assertThat(recent.latest(5_000, _ -> true)).hasSize(1_000);
        assertThat(recent.latest(2, _ -> true)).extracting(LogLine::message).containsExactly("line 2499", "line 2500");
        assertThat(recent.latest(1, _ -> true))
                .containsExactly(new LogLine(
                        "one", 2_500, 1, LogSource.STDERR, LogLevel.WARN, Instant.ofEpochMilli(2_500), "line 2500"));
    }

    @Test
    void longLinesPushOutOthersSoThatMemoryIsBounded() {
        for (int i = 0; i < 100; i++) {
            add(1, LogSource.STDERR, "x".repeat(60_000));
        }

        assertThat(recent.latest(1_000, _ -> true)).hasSize(4);
    }

    @Test
    void filtersBeforeItCounts() {
        add(1, LogSource.STDERR, "first run");
        add(2, LogSource.STDOUT, "not stderr");
        add(2, LogSource.STDERR, "second run");

        assertThat(recent.latest(10, line -> line.run() == 2 && line.source() == LogSource.STDERR))
                .extracting(LogLine::message)
                .containsExactly("second run");
    }

    @Test
    void whateverTheLengthsTheLatestAreThereAsTheyCame() {
        var random = new Random(11);
        List<String> all = new ArrayList<>();
        for (int round = 0; round < 20_000; round++) {
            int most = random.nextInt(500) == 0 ? 70_000 : round % 7_000 < 3_500 ? 30 : 3_000;
            String message = Character.toString('a' + random.nextInt(26)).repeat(random.nextInt(most));
            all.add(message);
            add(1, LogSource.STDOUT, message);
            if (round % 97 == 0) {
                RecentLines.Tail tail = recent.from(0, 5_000, Integer.MAX_VALUE);
                assertThat(tail.missed() + tail.lines().size()).isEqualTo(all.size());
                assertThat(tail.lines())
                        .extracting(LogLine::message)
                        .isEqualTo(all.subList((int) tail.missed(), all.size()));
            }
        }
    }

    @Test
    void readsOnFromAPosition() {
        LongStream.rangeClosed(1, 5).forEach(i -> add(1, LogSource.STDOUT, "line " + i));

        RecentLines.Tail tail = recent.from(3, 10, Integer.MAX_VALUE);
        assertThat(tail.lines()).extracting(LogLine::message).containsExactly("line 4", "line 5");
        assertThat(tail.missed()).isZero();
        assertThat(tail.first()).isEqualTo(3);
        assertThat(tail.more()).isFalse();
        assertThat(recent.from(1, 2, Integer.MAX_VALUE).more()).isTrue();
        assertThat(recent.from(5, 10, Integer.MAX_VALUE).lines()).isEmpty();
    }

    @Test
    void tellsExactlyHowManyLinesAreGone() {
        LongStream.rangeClosed(1, 1_200).forEach(i -> add(1, LogSource.STDOUT, "line " + i));

        RecentLines.Tail tail = recent.from(150, 10, Integer.MAX_VALUE);
        assertThat(tail.missed()).isEqualTo(50);
        assertThat(tail.lines().getFirst().message()).isEqualTo("line 201");
        assertThat(tail.first()).isEqualTo(200);
        assertThat(tail.more()).isTrue();
    }

    @Test
    void findsWhereASequenceIsUnlessItMayBeGone() {
        assertThat(recent.positionOf(7)).hasValue(0);
        LongStream.rangeClosed(1, 1_200).forEach(i -> add(1, LogSource.STDOUT, "line " + i));
        List<LogLine> kept = recent.latest(RecentLines.MAX_LINES, _ -> true);

        assertThat(recent.positionOf(kept.getLast().sequence() + 1)).hasValue(1_200);
        assertThat(recent.positionOf(kept.getLast().sequence())).hasValue(1_199);
        assertThat(recent.positionOf(kept.get(1).sequence())).hasValue(201);
        assertThat(recent.positionOf(kept.getFirst().sequence())).isEmpty();
    }
}
