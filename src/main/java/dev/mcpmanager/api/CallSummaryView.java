package dev.mcpmanager.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mcpmanager.calls.CallHistory;

/**
 * All calls of one method and name at one server. Immutable.
 *
 * @param name of the tool or prompt, or the URI of the resource; empty if the method has none
 */
public record CallSummaryView(
        String serverId,
        String method,
        String name,
        @JsonUnwrapped CallTotalsView totals) {

    public static CallSummaryView of(CallHistory.Summary summary) {
        return new CallSummaryView(
                summary.serverId(), summary.method(), summary.name(), CallTotalsView.of(summary.totals()));
    }
}
