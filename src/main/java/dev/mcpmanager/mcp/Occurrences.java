package dev.mcpmanager.mcp;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what a server that went mad could cause endlessly, so that the log is not flooded; thread-safe. */
final class Occurrences {
    private final AtomicLong count = new AtomicLong();

    /** Counts one more; true if it is worth a line in the log: the 1st, 2nd, 4th, 8th and so on. */
    boolean another() {
        return Long.bitCount(count.incrementAndGet()) == 1;
    }

    long count() {
        return count.get();
    }
}
