package dev.mcpmanager.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog();

    /** Writing each open block's lines whenever somebody waited wrote all lines twice just when the disk was behind. */
    @Test
    void whoWaitsForRoomDoesNotAskForOpenBlocks() {
        assertThat(backlog.awaitProgress(1)).isFalse();

        assertThat(backlog.begin()).isFalse();
    }

    @Test
    void whoFlushesAsksForOpenBlocksOnce() {
        assertThat(backlog.awaitWrite(Duration.ofNanos(1))).isFalse();

        assertThat(backlog.begin()).isTrue();
        assertThat(backlog.begin()).isFalse();
    }
}
