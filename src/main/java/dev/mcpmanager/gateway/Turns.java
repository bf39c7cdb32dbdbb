package dev.mcpmanager.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls to a server that asks in the middle of calls go one client after another, as nothing in a question tells
 * which call it belongs to: calls of clients that can answer go alone with those of the same client, calls of clients that
 * cannot answer go together. First come, first served. Thread-safe; at most {@value #MAX_WAITING} wait.
 */
final class Turns {
    static final int MAX_WAITING = 10_000;

    private record Waiting(ClientCall call, Runnable start) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    /** Whose turn it is, if anybody's that can answer. */
    private @Nullable Object owner;

    private int underWay;

    /**
     * Starts the call when it is its turn, on this thread or on the one that ends another call's.
     *
     * @return false if too many wait
     */
    boolean enter(ClientCall call, Runnable start) {
        synchronized (this) {
            // what a client answers may be what another call of its own, whose turn it is, waits for
            boolean answer = underWay > 0 && call.upstream().isPresent() && call.owner().equals(owner);
            if (!answer && (!waiting.isEmpty() || !mayStart(call))) {
                return waiting.size() < MAX_WAITING && waiting.add(new Waiting(call, start));
            }
            begin(call);
        }
        start.run();
        return true;
    }

    /** Each call that was started must leave, once. */
    void leave() {
        List<Runnable> next = new ArrayList<>();
        synchronized (this) {
            underWay--;
            for (Waiting head = waiting.peek(); head != null && mayStart(head.call); head = waiting.peek()) {
                begin(head.call);
                next.add(head.start);
                waiting.remove();
            }
        }
        next.forEach(Runnable::run);
    }

    private boolean mayStart(ClientCall call) {
        return underWay == 0 || (call.canAnswer() ? call.owner().equals(owner) : owner == null);
    }

    private void begin(ClientCall call) {
        underWay++;
        owner = call.canAnswer() ? call.owner() : null;
    }
}
