package dev.mcpmanager.gateway;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

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
    /** Of each server. */
    private final Map<String, Integer> crashes = new ConcurrentHashMap<>();

    private final Map<String, Integer> recoveries = new ConcurrentHashMap<>();

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

    void crashBegins(String server) {
        crashes.merge(server, 1, Integer::sum);
    }

    void crashIsOver(String server) {
        recoveries.merge(server, 1, Integer::sum);
    }

    /** How many crashes the server has recovered from. */
    int recoveries(String server) {
        return recoveries.getOrDefault(server, 0);
    }

    /** Whether the server was down at a time since it had recovered from so many crashes. */
    boolean wasDownSince(String server, int recoveries) {
        return crashes.getOrDefault(server, 0) > recoveries;
    }

    @Override
    public String toString() {
        return counts + " with crashes of " + crashes;
    }
}
