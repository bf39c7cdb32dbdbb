package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.AnswerListener;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;

/**
 * A call that its client has left, and that a legacy server was told to stop: the server need not say that it did, and may
 * go on, and ask (2025-11-25, Cancellation). Keeps the call's turn until the server answers, for a short while. Thread-safe.
 */
final class LeftCall implements AnswerListener {
    /** How long a server that does not answer it may be at work on it, as those that stop at once do not answer either. */
    static final Duration AT_WORK = Duration.ofSeconds(2);

    private final long id;
    private final Object owner;
    private final Optional<Place> place;
    private final Runnable onEnd;
    private final long since = System.nanoTime();

    /** @param onEnd called once, when the server is known not to be at work on it any more */
    LeftCall(long id, Object owner, Optional<Place> place, Runnable onEnd) {
        this.id = id;
        this.owner = owner;
        this.place = place;
        this.onEnd = onEnd;
    }

    long id() {
        return id;
    }

    Object owner() {
        return owner;
    }

    /** Whether the server is not at work on it any more, for all that is known. */
    boolean isOver(long now) {
        return now - since > AT_WORK.toNanos();
    }

    /** Nothing that the server asks from now on belongs to it. */
    void end() {
        place.ifPresent(Place::leave);
        onEnd.run();
    }

    @Override
    public void answered(Response response) {
        end();
    }

    @Override
    public void failed(ProblemException why) {
        end();
    }
}
