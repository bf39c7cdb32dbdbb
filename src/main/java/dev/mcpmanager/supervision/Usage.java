package dev.mcpmanager.supervision;

/**
 * What a server's whole tree of processes uses.
 *
 * @param memoryBytes resident memory
 * @param cpuPercent of one core, since the previous measurement
 * @param processes how many live
 */
public record Usage(long memoryBytes, double cpuPercent, int processes) {}
