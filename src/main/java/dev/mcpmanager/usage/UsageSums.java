package dev.mcpmanager.usage;

import java.util.OptionalDouble;

/**
 * What samples of one run add up to. Immutable.
 *
 * @param memoryKib of all samples together
 * @param maxMemoryKib of one sample
 * @param cpuMicros CPU time that was used between samples
 * @param timedMicros how long the times between samples were
 * @param maxCpuPermille of one core, between two samples
 */
record UsageSums(
        long samples, long memoryKib, long maxMemoryKib, long cpuMicros, long timedMicros, long maxCpuPermille) {

    /** The first sample of a run, of which it cannot be told when its CPU time was used. */
    static UsageSums first(long memoryBytes) {
        long kib = memoryBytes >> 10;
        return new UsageSums(1, kib, kib, 0, 0, 0);
    }

    /** A sample, {@code timedMicros} after the one before it. */
    static UsageSums next(long memoryBytes, long cpuMicros, long timedMicros) {
        long kib = memoryBytes >> 10;
        return new UsageSums(1, kib, kib, cpuMicros, timedMicros, 1_000 * cpuMicros / timedMicros);
    }

    UsageSums plus(UsageSums other) {
        return new UsageSums(
                samples + other.samples,
                memoryKib + other.memoryKib,
                Math.max(maxMemoryKib, other.maxMemoryKib),
                cpuMicros + other.cpuMicros,
                timedMicros + other.timedMicros,
                Math.max(maxCpuPermille, other.maxCpuPermille));
    }

    /** Of the time that begins at {@code at} and lasts {@code width}, in milliseconds. */
    UsagePoint point(long at, long width, long run) {
        boolean timed = timedMicros > 0;
        return new UsagePoint(
                at,
                width,
                run,
                (memoryKib << 10) / samples,
                maxMemoryKib << 10,
                timed ? OptionalDouble.of(100.0 * cpuMicros / timedMicros) : OptionalDouble.empty(),
                timed ? OptionalDouble.of(maxCpuPermille / 10.0) : OptionalDouble.empty());
    }
}
