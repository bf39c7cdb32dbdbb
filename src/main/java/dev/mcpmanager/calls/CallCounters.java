package dev.mcpmanager.calls;

import dev.mcpmanager.compact.Sketch;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How many calls have ended since the manager started, whether they are recorded or not. Thread-safe. At most {@value
 * #MAX_SERIES} series are kept apart; what is beyond counts as method {@code other}, as clients may call what they want.
 */
public final class CallCounters {
    static final int MAX_SERIES = 5_000;

    private static final String OTHER = "other";

    /** What is counted together. */
    public record Series(String serverId, String method, Outcome outcome) {}

    /**
     * What they add up to. Immutable.
     *
     * @param times a copy
     */
    public record Totals(long calls, long requestBytes, long responseBytes, Sketch times) {
        private static Totals of(CallSums sums) {
            var times = new Sketch();
            times.add(sums.times());
            return new Totals(sums.calls(), sums.requestBytes(), sums.responseBytes(), times);
        }
    }

    private final Map<Series, CallSums> series = new HashMap<>();

    synchronized void add(String serverId, Collection<CallBatch.Kind> kinds) {
        for (CallBatch.Kind kind : kinds) {
            Outcome outcome = kind.kind().outcome();
            var known = new Series(serverId, kind.kind().method(), outcome);
            if (!series.containsKey(known) && series.size() >= MAX_SERIES) {
                known = new Series(serverId, OTHER, outcome);
            }
            series.computeIfAbsent(known, _ -> new CallSums()).add(kind.sums());
        }
    }

    synchronized void purge(String serverId) {
        series.keySet().removeIf(each -> each.serverId().equals(serverId));
    }

    /** As they are now. */
    public synchronized Map<Series, Totals> totals() {
        Map<Series, Totals> totals = new HashMap<>();
        series.forEach((key, sums) -> totals.put(key, Totals.of(sums)));
        return totals;
    }
}
