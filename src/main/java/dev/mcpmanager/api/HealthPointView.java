package dev.mcpmanager.api;

import dev.mcpmanager.health.HealthPoint;
import dev.mcpmanager.health.ResponseTimes;
import org.jspecify.annotations.Nullable;

/**
 * The checks of some time, as a point of a chart. Immutable.
 *
 * @param timestamp when that time begins
 * @param width how long it is, in milliseconds; 0 for a single check
 * @param responseTime null when no check was answered
 * @param error of a single check that failed
 */
public record HealthPointView(
        String timestamp,
        long width,
        long healthyChecks,
        long unhealthyChecks,
        @Nullable Times responseTime,
        @Nullable String error) {

    /** How long answers took, in milliseconds. Percentiles are within 2.5 %. */
    public record Times(double average, double min, double max, double p50, double p95, double p99) {
        static Times of(ResponseTimes times) {
            return new Times(
                    WireTime.millis(times.mean()),
                    WireTime.millis(times.min()),
                    WireTime.millis(times.max()),
                    WireTime.millis(times.p50()),
                    WireTime.millis(times.p95()),
                    WireTime.millis(times.p99()));
        }
    }

    public static HealthPointView of(HealthPoint point) {
        return new HealthPointView(
                WireTime.text(point.at()),
                point.width().toMillis(),
                point.healthyChecks(),
                point.unhealthyChecks(),
                point.responseTimes().map(Times::of).orElse(null),
                point.error().orElse(null));
    }
}
