package dev.mcpmanager.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mcpmanager.calls.CallHistory;
import dev.mcpmanager.calls.CallRange;
import java.time.Instant;

/**
 * The calls of some time, as a point of a chart. Immutable.
 *
 * @param timestamp when that time begins
 * @param width how long it is, in milliseconds
 */
public record CallPointView(
        String timestamp, long width, @JsonUnwrapped CallTotalsView totals) {

    public static CallPointView of(CallRange range, CallHistory.Point point) {
        return new CallPointView(
                WireTime.text(Instant.ofEpochMilli(point.at())),
                range.width().toMillis(),
                CallTotalsView.of(point.totals()));
    }
}
