package dev.mcpmanager.auth;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Bounds how often signing in may fail, whoever tries: {@value #BURST} times at once, then once every six seconds.
 * Thread-safe.
 */
public final class SignInLimit {
    static final int BURST = 10;
    static final Duration PER_FAILURE = Duration.ofSeconds(6);

    private final LongSupplier nanoTime;
    /** What failures have used up of the burst, in nanoseconds, as it was at {@link #at}. */
    private long used;

    private long at;

    /** @param nanoTime as {@link System#nanoTime()} */
    public SignInLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.at = nanoTime.getAsLong();
    }

    /** How long nobody may try; zero when one may. */
    public synchronized Duration timeToWait() {
        recover();
        long room = PER_FAILURE.multipliedBy(BURST - 1L).toNanos();
        return Duration.ofNanos(Math.max(0, used - room));
    }

    public synchronized void failed() {
        recover();
        used += PER_FAILURE.toNanos();
    }

    private void recover() {
        long now = nanoTime.getAsLong();
        used = Math.max(0, used - (now - at));
        at = now;
    }
}
