package dev.mcpmanager.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * How writing to the database goes. Immutable.
 *
 * @param failing whether the latest transaction failed; one that succeeds clears it
 * @param lastError what the latest failure was and its remedy; stays after recovery
 * @param failedWrites writes that were lost or refused since the start
 * @param queued writes that wait
 */
public record StorageHealth(
        boolean failing, Optional<String> lastError, Optional<Instant> lastErrorAt, long failedWrites, int queued) {}
