package dev.mcpmanager.runtime.process;

import dev.mcpmanager.runtime.RunOutput;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a run prints, and keeps nothing. Thread-safe. */
final class CountedOutput implements RunOutput {
    private final AtomicLong bytes = new AtomicLong();

    long bytes() {
        return bytes.get();
    }

    @Override
    public void stdout(byte[] buffer, int offset, int length) {
        bytes.addAndGet(length);
    }

    @Override
    public void stderr(byte[] buffer, int offset, int length) {
        bytes.addAndGet(length);
    }

    @Override
    public void stdoutClosed() {}

    @Override
    public void stderrClosed() {}
}
