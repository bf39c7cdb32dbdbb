package dev.mcpmanager.api;

import dev.mcpmanager.health.Availability;
import dev.mcpmanager.health.HealthRange;
import dev.mcpmanager.health.HealthSummary;
import dev.mcpmanager.health.ResponseTimes;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A server's health over a range. Immutable. Times are milliseconds; those of responses are over the checks that have one,
 * their percentiles within 2.5 %.
 *
 * @param range such as {@code 24h}
 * @param uptime percent of checks that were healthy; null without checks
 * @param availability percent of {@code healthyTime} and {@code unhealthyTime} that is the former, exact; null when both are
 *     zero
 * @param lastCheck null when there was none within 24 hours
 */
public record HealthSummaryView(
        String range,
        @Nullable Double uptime,
        @Nullable Double availability,
        long healthyTime,
        long unhealthyTime,
        long totalChecks,
        long healthyChecks,
        long unhealthyChecks,
        @Nullable Double averageResponseTime,
        @Nullable Double p50,
        @Nullable Double p95,
        @Nullable Double p99,
        @Nullable HealthCheckView lastCheck) {

    public static HealthSummaryView of(HealthRange range, HealthSummary summary) {
        Availability availability = summary.availability();
        Optional<ResponseTimes> times = summary.responseTimes();
        return new HealthSummaryView(
                range.text(),
                nullable(summary.uptime()),
                nullable(availability.percent()),
                availability.healthyMillis(),
                availability.unhealthyMillis(),
                summary.totalChecks(),
                summary.healthyChecks(),
                summary.unhealthyChecks(),
                times.map(each -> WireTime.millis(each.mean())).orElse(null),
                times.map(each -> WireTime.millis(each.p50())).orElse(null),
                times.map(each -> WireTime.millis(each.p95())).orElse(null),
                times.map(each -> WireTime.millis(each.p99())).orElse(null),
                summary.lastCheck().map(HealthCheckView::of).orElse(null));
    }

    private static @Nullable Double nullable(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
