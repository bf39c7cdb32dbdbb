package dev.mcpmanager.gateway;

import java.util.concurrent.atomic.AtomicBoolean;

/** That a call is at the server in its turn; given back once. Thread-safe. */
final class Place {
    private final Turns turns;
    private final AtomicBoolean left = new AtomicBoolean();

    Place(Turns turns) {
        this.turns = turns;
    }

    /** Lets others have their turn; only the first call counts. */
    void leave() {
        if (left.compareAndSet(false, true)) {
            turns.leave();
        }
    }
}
