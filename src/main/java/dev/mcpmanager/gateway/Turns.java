package dev.mcpmanager.gateway;

import java.util.ArrayDeque;
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

    /** A client's call. */
    interface Taker {

        /** The client, as far as clients can be told apart. */
        Object owner();

        /** Whether the client can be asked anything. */
        boolean canAnswer();

        /** Whether the server has it already. */
        boolean isBegun();
    }

    private record Waiting(Taker call, Runnable start) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    /** Begun, and to be started in this order. */
    private final Deque<Runnable> starting = new ArrayDeque<>();
    /** Whose turn it is, if anybody's that can answer. */
    private @Nullable Object owner;

    private int underWay;
    private boolean isStarting;

    /**
     * Starts the call when it is its turn, on this thread or on the one that ends another call's.
     *
     * @return false if too many wait
     */
    boolean enter(Taker call, Runnable start) {
        synchronized (this) {
            // what a client answers may be what another call of its own, whose turn it is, waits for
            boolean answer = underWay > 0 && call.isBegun() && call.owner().equals(owner);
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
        synchronized (this) {
            underWay--;
        }
        startNext();
    }

    /** The call does not wait any more. */
    void forget(Taker call) {
        synchronized (this) {
            waiting.removeIf(each -> each.call.equals(call));
        }
        startNext();
    }

    /** Those that wait. */
    synchronized List<Taker> waiting() {
        return waiting.stream().map(Waiting::call).toList();
    }

    /** One after the other, as a call that is started may leave at once, and thousands may do so. */
    private void startNext() {
        for (Runnable next = next(false); next != null; next = next(true)) {
            next.run();
        }
    }

    /** What this thread is to start; null if there is nothing, or another thread starts it. */
    private synchronized @Nullable Runnable next(boolean again) {
        for (Waiting head = waiting.peek(); head != null && mayStart(head.call); head = waiting.peek()) {
            begin(head.call);
            starting.add(head.start);
            waiting.remove();
        }
        if (isStarting && !again) {
            return null;
        }
        isStarting = !starting.isEmpty();
        return starting.poll();
    }

    private boolean mayStart(Taker call) {
        return underWay == 0 || (call.canAnswer() ? call.owner().equals(owner) : owner == null);
    }

    private void begin(Taker call) {
        underWay++;
        owner = call.canAnswer() ? call.owner() : null;
    }
}
