package dev.mcpmanager.storage;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Counts writes that failed and remembers the latest failure; thread-safe. */
final class WriteFailures {
    private final InstantSource time;
    private boolean failing;
    private Optional<String> lastError = Optional.empty();
    private Optional<Instant> lastErrorAt = Optional.empty();
    private long count;

    WriteFailures(InstantSource time) {
        this.time = time;
    }

    /** One write was lost by its own fault, or for want of room in the queue. */
    synchronized void lost(String error) {
        note(1, error);
    }

    /**
     * A whole transaction failed.
     *
     * @return whether the one before it went well
     */
    synchronized boolean failed(int writes, String error) {
        note(writes, error);
        boolean first = !failing;
        failing = true;
        return first;
    }

    /**
     * A transaction was committed.
     *
     * @return whether the one before it had failed
     */
    synchronized boolean committed() {
        boolean recovered = failing;
        failing = false;
        return recovered;
    }

    private void note(int writes, String error) {
        lastError = Optional.of(error);
        lastErrorAt = Optional.of(time.instant());
        count += writes;
    }

    synchronized StorageHealth health(int queued) {
        return new StorageHealth(failing, lastError, lastErrorAt, count, queued);
    }
}
