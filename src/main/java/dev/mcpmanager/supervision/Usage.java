package dev.mcpmanager.supervision;

import java.time.Duration;

/**
 * What a server's whole tree of processes uses.
 *
 * @param run number of the run that these processes are of
 * @param memoryBytes resident memory
 * @param cpuTime that those who live have used so far
 * @param cpuPercent of one core, since the previous measurement
 * @param processes how many live
 */
public record Usage(long run, long memoryBytes, Duration cpuTime, double cpuPercent, int processes) {}
