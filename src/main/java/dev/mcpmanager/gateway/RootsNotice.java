package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.RawJson;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells a legacy server that a session has other roots than before. It goes like a call of the session, in its turn, until
 * the server has answered a ping that comes after it: whoever asks for roots now means this session's. Thread-safe.
 */
record RootsNotice(LegacySession session) implements Turns.Taker {
    /** How long a server has for the answer to the ping, and how much later than it the question may come. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration SETTLE = Duration.ofMillis(15);

    @Override
    public Object owner() {
        return session.owner();
    }

    @Override
    public boolean canAnswer() {
        return true;
    }

    @Override
    public boolean isBegun() {
        return false;
    }

    void send(Upstream run, Runnable then) {
        run.connection().send(new Notification("notifications/roots/list_changed", Optional.empty()));
        var _ = run.connection()
                .request("ping", RawJson.EMPTY_OBJECT, PATIENCE)
                .whenComplete((_, _) -> session.server().later(SETTLE, then));
    }
}
