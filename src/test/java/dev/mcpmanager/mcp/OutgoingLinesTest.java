package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OutgoingLinesTest {
    private final CountDownLatch reads = new CountDownLatch(1);
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    @Test
    void aServerThatDoesNotReadFillsTheQueueAndBlocksNobody() {
        var lines = new OutgoingLines("fake", new StuckPipe(), failure::set);
        EncodedMessage megabyte = line(1024 * 1024);
        for (int i = 0; i < 64; i++) {
            assertThat(lines.offer(megabyte)).isTrue();
        }
        assertThat(lines.offer(line(1))).isFalse();
        reads.countDown();
        await().until(() -> lines.offer(line(1)));
        lines.close();
    }

    @Test
    void aLineBeyondTheBoundGoesAlone() {
        var lines = new OutgoingLines("fake", new StuckPipe(), failure::set);
        assertThat(lines.offer(line((int) OutgoingLines.MAX_WAITING_BYTES + 1))).isTrue();
        assertThat(lines.offer(line(1))).isFalse();
        reads.countDown();
        lines.close();
    }

    @Test
    void linesArriveInOrder() {
        var written = new ByteArrayOutputStream();
        var lines = new OutgoingLines("fake", written, failure::set);
        var expected = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            expected.append(i).append('\n');
            lines.offer(EncodedMessage.of(i + "\n"));
        }
        await().until(() -> written.size() == expected.length());
        assertThat(written.toString(UTF_8)).isEqualTo(expected.toString());
        lines.close();
    }

    @Test
    void aBrokenPipeIsTold() {
        var broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        new OutgoingLines("fake", broken, failure::set).offer(line(1));
        await().until(() -> failure.get() != null);
        assertThat(failure.get()).hasMessage("Broken pipe");
    }

    private static EncodedMessage line(int length) {
        return EncodedMessage.of("x".repeat(length));
    }

    /** Takes nothing until somebody reads. */
    private final class StuckPipe extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[1], 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            try {
                reads.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
