package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenBlockTest {

    private static LineBatch batch(long run, long at, String... lines) {
        var batch = new LineBatch(run, LogSource.STDERR);
        batch.clear(at);
        for (String line : lines) {
            byte[] bytes = line.getBytes(UTF_8);
            batch.add(LogLevel.WARN, bytes, 0, bytes.length);
        }
        return batch;
    }

    private static List<String> lines(BlockText text) {
        var lines = new ArrayList<String>();
        for (var line = new LineCursor(text); line.advance(); ) {
            LogLine each = line.line();
            lines.add(each.sequence() + " " + each.run() + " " + each.at().toEpochMilli() + " " + each.message());
        }
        return lines;
    }

    @Test
    void linesOfABatchDifferOnlyInSequenceAndText() {
        OpenBlock block = OpenBlock.first("one");
        block.add(10, batch(1, 100, "a", "", "c"), 0, 3);
        block.add(20, batch(2, 90, "skipped", "d", "e"), 1, 3);

        assertThat(lines(block.text()))
                .containsExactly("10 1 100 a", "11 1 100 ", "12 1 100 c", "20 2 90 d", "21 2 90 e");
        BlockSummary summary = block.summary(false);
        assertThat(summary.levels()).isEqualTo(new LevelCounts(0, 0, 5, 0));
        assertThat(List.of(summary.firstSequence(), summary.lastSequence())).containsExactly(10L, 21L);
        assertThat(List.of(summary.firstAt(), summary.lastAt())).containsExactly(90L, 100L);
        assertThat(List.of(summary.firstRun(), summary.lastRun())).containsExactly(1L, 2L);
    }

    @Test
    void asManyLinesOfABatchFitAsTheBlockHasRoomFor() {
        OpenBlock block = OpenBlock.first("one");
        block.add(1, batch(1, 1, "x".repeat(OpenBlock.CAPACITY - 5)), 0, 1);

        assertThat(block.room(batch(1, 1, "12", "345", "", "6"), 0)).isEqualTo(3);
        assertThat(block.room(batch(1, 1, "123456"), 0)).isZero();
    }

    @Test
    void aBlockTakesNoMoreThanItsNumberOfLines() {
        OpenBlock block = OpenBlock.first("one");
        LineBatch empty = batch(
                1, 1, IntStream.range(0, LineBatch.MAX_LINES).mapToObj(_ -> "").toArray(String[]::new));
        int lines = 0;
        for (int room = block.room(empty, 0); room > 0; room = block.room(empty, 0)) {
            block.add(lines + 1, empty, 0, room);
            lines += room;
        }

        assertThat(lines).isEqualTo(OpenBlock.MAX_LINES);
    }

    @Test
    void whatWasGivenOutStaysAsItIsWhenTheNextBlockIsFilled() {
        OpenBlock block = OpenBlock.first("one");
        block.add(1, batch(1, 1, "first"), 0, 1);
        BlockText kept = block.share();
        block.add(2, batch(1, 1, "second"), 0, 1);
        block.next().add(3, batch(1, 1, "third"), 0, 1);

        assertThat(lines(kept)).containsExactly("1 1 1 first");
    }
}
