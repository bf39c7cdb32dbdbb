package dev.mcpmanager.health;

import java.time.Duration;

/** One way to find out whether a server is healthy. Implementations are thread-safe. */
public interface Probe extends AutoCloseable {

    /** Looks now; blocks until there is an answer, at most {@code timeout}. Failures of the server are findings. */
    Finding check(Duration timeout) throws InterruptedException;

    /** Gives back what it holds at the server, best effort, within seconds; it is not asked again. */
    @Override
    default void close() {}
}
