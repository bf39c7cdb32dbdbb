package dev.mcpmanager.api;

import dev.mcpmanager.usage.UsagePoint;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a server used in some time, as a point of a chart. Immutable.
 *
 * @param timestamp when that time begins
 * @param width how long it is, in milliseconds
 * @param run number of the run
 * @param memory in bytes, mean
 * @param cpu in percent of one core, mean; null while the run was sampled only once
 */
public record UsagePointView(
        String timestamp,
        long width,
        long run,
        long memory,
        long maxMemory,
        @Nullable Double cpu,
        @Nullable Double maxCpu) {

    public static UsagePointView of(UsagePoint point) {
        return new UsagePointView(
                WireTime.text(Instant.ofEpochMilli(point.at())),
                point.width(),
                point.run(),
                point.memoryBytes(),
                point.maxMemoryBytes(),
                percent(point.cpuPercent()),
                percent(point.maxCpuPercent()));
    }

    private static @Nullable Double percent(OptionalDouble value) {
        return value.isPresent() ? Math.round(value.getAsDouble() * 10) / 10.0 : null;
    }
}
