package dev.mcpmanager.api;

import dev.mcpmanager.calls.CallTotals;
import org.jspecify.annotations.Nullable;

/**
 * Calls added up. Immutable. Times are in milliseconds, without those of cancelled calls, within 2.5 %; null without any.
 *
 * @param failures calls whose outcome is {@code tool-error}, {@code error} or {@code failed}
 */
public record CallTotalsView(
        long calls,
        long failures,
        long cancelled,
        long requestBytes,
        long responseBytes,
        @Nullable Double p50,
        @Nullable Double p95,
        @Nullable Double p99) {

    public static CallTotalsView of(CallTotals totals) {
        return new CallTotalsView(
                totals.calls(),
                totals.failures(),
                totals.cancelled(),
                totals.requestBytes(),
                totals.responseBytes(),
                percentile(totals, 0.5),
                percentile(totals, 0.95),
                percentile(totals, 0.99));
    }

    private static @Nullable Double percentile(CallTotals totals, double share) {
        return totals.isTimed() ? WireTime.millis(totals.percentile(share) / 1_000) : null;
    }
}
