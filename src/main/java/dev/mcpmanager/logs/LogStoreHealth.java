package dev.mcpmanager.logs;

import java.time.Instant;
import java.util.Optional;

/**
 * How storing lines goes. Immutable.
 *
 * @param paused whether lines cannot be stored now, such as for a full disk: programs wait, nothing stored is lost
 * @param reason why, and the remedy, while paused
 * @param pausedAt since when, while paused
 * @param waitingBlocks sealed blocks that wait to be written, at most 64
 * @param damaged blocks and tails found damaged since the start; each was reported and skipped
 */
public record LogStoreHealth(
        boolean paused, Optional<String> reason, Optional<Instant> pausedAt, int waitingBlocks, int damaged) {}
