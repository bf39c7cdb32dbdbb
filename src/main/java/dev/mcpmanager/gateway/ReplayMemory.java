package dev.mcpmanager.gateway;

import java.util.concurrent.atomic.AtomicLong;

/** The memory in which streams keep events for clients that come back: at most {@value #MAX_BYTES} bytes of all. Thread-safe. */
final class ReplayMemory {
    static final long MAX_BYTES = 32L * 1024 * 1024;

    private final AtomicLong taken = new AtomicLong();

    /** Whether there was room. */
    boolean take(int bytes) {
        if (taken.addAndGet(bytes) <= MAX_BYTES) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void give(int bytes) {
        taken.addAndGet(-bytes);
    }
}
