package dev.mcpmanager.runtime;

import java.time.Duration;

/**
 * What a whole tree of processes uses.
 *
 * @param memoryBytes resident memory, summed over its processes
 * @param cpuTime CPU time used since their start, summed over the processes that live
 * @param processes how many live
 */
public record ResourceUsage(long memoryBytes, Duration cpuTime, int processes) {}
