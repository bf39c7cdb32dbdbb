package dev.mcpmanager.health;

import dev.mcpmanager.compact.Sketch;
import java.util.Optional;

/** What the checks of some time found, added up. For one thread. Durations are in microseconds. */
final class Bucket {
    private static final double MICROS_PER_MILLI = 1_000;

    long healthy;
    long unhealthy;
    /** Checks that have a response time. */
    long timed;

    long sum;
    long min = Long.MAX_VALUE;
    long max;
    final Sketch sketch = new Sketch();

    void add(StoredCheck check) {
        if (check.healthy()) {
            healthy++;
        } else {
            unhealthy++;
        }
        check.responseMicros().ifPresent(this::addTime);
    }

    private void addTime(long micros) {
        timed++;
        sum += micros;
        min = Math.min(min, micros);
        max = Math.max(max, micros);
        sketch.add(Sketch.bin(micros), 1);
    }

    void add(Bucket other) {
        healthy += other.healthy;
        unhealthy += other.unhealthy;
        timed += other.timed;
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        sketch.add(other.sketch);
    }

    /** Empty when no check has a time. */
    Optional<ResponseTimes> responseTimes() {
        return timed == 0
                ? Optional.empty()
                : Optional.of(new ResponseTimes(
                        sum / MICROS_PER_MILLI / timed,
                        min / MICROS_PER_MILLI,
                        max / MICROS_PER_MILLI,
                        percentile(0.5),
                        percentile(0.95),
                        percentile(0.99)));
    }

    private double percentile(double share) {
        // a bin's middle may lie outside of what was measured
        return Math.clamp(sketch.percentile(share), (double) min, (double) max) / MICROS_PER_MILLI;
    }
}
