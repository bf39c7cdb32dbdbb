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

    synchronized void add(int writes, String error) {
        failing = true;
        lastError = Optional.of(error);
        lastErrorAt = Optional.of(time.instant());
        count += writes;
    }

    synchronized void recovered() {
        failing = false;
    }

    synchronized StorageHealth health(int queued) {
        return new StorageHealth(failing, lastError, lastErrorAt, count, queued);
    }
}
