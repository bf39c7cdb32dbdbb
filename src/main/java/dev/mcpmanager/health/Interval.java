package dev.mcpmanager.health;

import java.time.Instant;
import java.util.Optional;

/**
 * A time over which a server's state, and its reason, were the same. Immutable. Intervals of one server overlap only
 * where the wall clock was set back, since that time passed twice.
 *
 * @param until empty while it lasts
 */
public record Interval(HealthState state, String reason, Instant from, Optional<Instant> until) {}
