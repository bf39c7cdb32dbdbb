package dev.mcpmanager.health;

import java.time.Duration;

/** Does short tasks later. Implementations are thread-safe. */
interface Timers extends AutoCloseable {

    /** Does {@code task} once; what is returned cancels it unless it has begun. */
    Runnable after(long nanos, Runnable task);

    void every(Duration period, Runnable task);

    /** Tasks that wait are dropped. */
    @Override
    void close();
}
