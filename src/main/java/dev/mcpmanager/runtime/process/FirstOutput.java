package dev.mcpmanager.runtime.process;

import dev.mcpmanager.runtime.RunOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first 1,000 bytes that a run prints, of both streams together. Thread-safe. */
final class FirstOutput implements RunOutput {
    private static final int MOST_BYTES = 1000;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public void stdout(byte[] buffer, int offset, int length) {
        keep(buffer, offset, length);
    }

    @Override
    public void stderr(byte[] buffer, int offset, int length) {
        keep(buffer, offset, length);
    }

    @Override
    public void stdoutClosed() {}

    @Override
    public void stderrClosed() {}

    /** In one line. */
    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8).strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    }

    private synchronized void keep(byte[] buffer, int offset, int length) {
        kept.write(buffer, offset, Math.min(length, MOST_BYTES - kept.size()));
    }
}
