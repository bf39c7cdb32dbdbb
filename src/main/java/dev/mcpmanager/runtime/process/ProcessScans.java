package dev.mcpmanager.runtime.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Readings of the process table, shared among those who ask at the same time, so that a hundred stops side by side do
 * not read it a hundred times. Thread-safe.
 */
final class ProcessScans {
    private final ProcessTable table;
    private final long cookiesSince;
    private final AtomicLong begun = new AtomicLong();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Scan last = new Scan(0, 0, List.of());

    /**
     * One reading.
     *
     * @param number of one that began later is greater
     * @param nanoTime when it began
     */
    record Scan(long number, long nanoTime, List<ProcessEntry> entries) {
        Scan {
            entries = List.copyOf(entries);
        }
    }

    /** @param cookiesSince see {@link ProcessTable#read} */
    ProcessScans(ProcessTable table, long cookiesSince) {
        this.table = table;
        this.cookiesSince = cookiesSince;
    }

    /** A reading that began after this call. */
    Scan fresh() {
        long wanted = begun.get() + 1;
        reading.lock();
        try {
            if (last.number() < wanted) {
                last = new Scan(begun.incrementAndGet(), System.nanoTime(), table.read(cookiesSince));
            }
            return last;
        } finally {
            reading.unlock();
        }
    }

    /** A reading that is not older than {@code age}. */
    Scan recent(Duration age) {
        Scan scan = last;
        boolean current = scan.number() > 0 && System.nanoTime() - scan.nanoTime() <= age.toNanos();
        return current ? scan : fresh();
    }
}
