package dev.mcpmanager.supervision;

import dev.mcpmanager.runtime.ResourceUsage;
import java.time.Duration;

/** Turns CPU time used so far into a share of the time between two measurements. Thread-safe. */
final class CpuMeter {

    /** Measurements closer together than this share one result, since the kernel counts in ticks of 10 ms. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final long run;
    private long measuredAt;
    private Duration used = Duration.ZERO;
    private double percent;

    /** @param startedAt when the run was started, in {@link System#nanoTime()} nanoseconds */
    CpuMeter(long run, long startedAt) {
        this.run = run;
        measuredAt = startedAt;
    }

    /** @param now in {@link System#nanoTime()} nanoseconds */
    synchronized Usage measure(ResourceUsage usage, long now) {
        long elapsed = now - measuredAt;
        if (elapsed >= SHORTEST.toNanos()) {
            long cpu = Math.max(0, usage.cpuTime().minus(used).toNanos());
            percent = Math.round(1_000.0 * cpu / elapsed) / 10.0;
            used = usage.cpuTime();
            measuredAt = now;
        }
        return new Usage(run, usage.memoryBytes(), usage.cpuTime(), percent, usage.processes());
    }
}
