package dev.mcpmanager.web;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of messages are held for clients of servers, sent or still coming; nothing large is to be added to more
 * than a quarter of the heap. Thread-safe.
 */
final class Backlog {

    /** From this on a message is large, in bytes. */
    static final int LARGE = 64 * 1024;

    private final long full = Runtime.getRuntime().maxMemory() / 4;
    private final AtomicLong held = new AtomicLong();

    void add(long bytes) {
        held.addAndGet(bytes);
    }

    void remove(long bytes) {
        held.addAndGet(-bytes);
    }

    boolean isFull() {
        return held.get() > full;
    }
}
