package dev.mcpmanager.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Keeps all that a run prints. Thread-safe. */
public class CollectedOutput implements RunOutput {
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final CountDownLatch closed = new CountDownLatch(2);

    @Override
    public void stdout(byte[] buffer, int offset, int length) {
        stdout.write(buffer, offset, length);
    }

    @Override
    public void stderr(byte[] buffer, int offset, int length) {
        stderr.write(buffer, offset, length);
    }

    @Override
    public void stdoutClosed() {
        closed.countDown();
    }

    @Override
    public void stderrClosed() {
        closed.countDown();
    }

    public String stdout() {
        return stdout.toString(StandardCharsets.UTF_8);
    }

    public String stderr() {
        return stderr.toString(StandardCharsets.UTF_8);
    }

    /** Streams that will bring nothing more. */
    public int closedStreams() {
        return 2 - (int) closed.getCount();
    }

    public void awaitStdout(String text) {
        await().untilAsserted(() -> assertThat(stdout()).contains(text));
    }
}
