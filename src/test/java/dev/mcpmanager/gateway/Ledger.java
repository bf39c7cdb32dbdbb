package dev.mcpmanager.gateway;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of all calls of {@link MixUpIT}. Thread-safe. */
final class Ledger {

    enum Outcome {
        ANSWERED,
        /** Answered with the word for which the client was asked. */
        ASKED,
        /** Answered after the connection was lost. */
        RESUMED,
        /** Ended by an error. */
        FAILED,
        /** Taken back by the client, and ended without an answer. */
        CANCELLED,
        /** Its connection was lost, and nobody came back for the answer. */
        ABANDONED
    }

    private final Map<Outcome, Integer> counts = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger crashes = new AtomicInteger();
    private final AtomicInteger recoveries = new AtomicInteger();

    void note(Outcome outcome) {
        counts.merge(outcome, 1, Integer::sum);
    }

    int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** Answered calls of all kinds. */
    int answered() {
        return count(Outcome.ANSWERED) + count(Outcome.ASKED) + count(Outcome.RESUMED);
    }

    void fault(String what) {
        faults.add(what);
    }

    /** What must not happen: a message for the wrong client, a call that is lost or fails for no reason. */
    Queue<String> faults() {
        return faults;
    }

    void crashBegins() {
        crashes.incrementAndGet();
    }

    void crashIsOver() {
        recoveries.set(crashes.get());
    }

    /** How many crashes the server has recovered from. */
    int recoveries() {
        return recoveries.get();
    }

    /** Whether the server was down at a time since it had recovered from so many crashes. */
    boolean wasDownSince(int recoveries) {
        return crashes.get() > recoveries;
    }

    @Override
    public String toString() {
        return counts + " in " + crashes + " crashes";
    }
}
