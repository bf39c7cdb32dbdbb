package dev.mcpmanager.calls;

import dev.mcpmanager.compact.Sketch;

/** Calls added up. For one thread. Times are microseconds, and cancelled calls have none. */
public final class CallTotals {
    private long calls;
    private long failures;
    private long cancelled;
    private long requestBytes;
    private long responseBytes;
    private final Sketch times = new Sketch();

    void add(Outcome outcome, CallSums sums) {
        calls += sums.calls();
        requestBytes += sums.requestBytes();
        responseBytes += sums.responseBytes();
        if (outcome.isFailure()) {
            failures += sums.calls();
        }
        if (outcome == Outcome.CANCELLED) {
            cancelled += sums.calls();
        } else {
            times.add(sums.times());
        }
    }

    public long calls() {
        return calls;
    }

    /** Of the calls, those whose outcome {@linkplain Outcome#isFailure is a failure}. */
    public long failures() {
        return failures;
    }

    public long cancelled() {
        return cancelled;
    }

    public long requestBytes() {
        return requestBytes;
    }

    public long responseBytes() {
        return responseBytes;
    }

    /** Whether any call has a time. */
    public boolean isTimed() {
        return calls > cancelled;
    }

    /**
     * The time that {@code share} of the calls did not exceed, in microseconds, within 2.5 %.
     *
     * @param share above 0, at most 1
     */
    public double percentile(double share) {
        return times.percentile(share);
    }
}
