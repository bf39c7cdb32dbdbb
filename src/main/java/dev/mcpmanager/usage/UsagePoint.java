package dev.mcpmanager.usage;

import java.util.OptionalDouble;

/**
 * What one run of a server used in some time. Immutable.
 *
 * @param at when that time begins, in milliseconds since 1970
 * @param width how long it is, in milliseconds
 * @param memoryBytes mean of the samples
 * @param maxMemoryBytes of one sample
 * @param cpuPercent of one core, mean; empty while the run was sampled only once
 * @param maxCpuPercent between two samples; likewise
 */
public record UsagePoint(
        long at,
        long width,
        long run,
        long memoryBytes,
        long maxMemoryBytes,
        OptionalDouble cpuPercent,
        OptionalDouble maxCpuPercent) {}
