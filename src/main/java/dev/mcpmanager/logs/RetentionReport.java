package dev.mcpmanager.logs;

import java.time.Duration;
import java.time.Instant;

/**
 * One run of retention. Immutable.
 *
 * @param at when it began
 */
public record RetentionReport(Instant at, Duration took, RemovedLines removed) {}
