package dev.mcpmanager.logs;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers for lines, each higher than all before, none used twice, also after a crash: only what the database reserved
 * is given out. Thread-safe.
 */
final class Sequences {
    /** Numbers that are reserved ahead; as many are skipped by a crash at most. */
    static final long RESERVE = 1 << 20;

    private final AtomicLong next;
    private volatile long reserved;

    Sequences(long next) {
        this.next = new AtomicLong(next);
        reserved = next;
    }

    /**
     * The next {@code count} numbers.
     *
     * @return the first of them; 0 if not so many are reserved
     */
    long take(int count) {
        long taken = next.get();
        while (taken + count <= reserved) {
            long witness = next.compareAndExchange(taken, taken + count);
            if (witness == taken) {
                return taken;
            }
            taken = witness;
        }
        return 0;
    }

    /** Gives out no more. */
    void end() {
        reserved = 0;
    }

    /** The number that the next line gets, or a higher one. */
    long next() {
        return next.get();
    }

    boolean runLow() {
        return reserved - next.get() < RESERVE / 2;
    }

    /** The database promised not to begin below {@code limit}. */
    void reserve(long limit) {
        reserved = limit;
    }
}
