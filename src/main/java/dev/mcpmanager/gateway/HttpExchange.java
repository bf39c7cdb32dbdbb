package dev.mcpmanager.gateway;

import java.util.Map;
import java.util.Optional;

/** One HTTP request to a server's address, and the one way to answer it. Thread-safe; no method blocks. */
public interface HttpExchange {

    /** Such as {@code POST}. */
    String method();

    /** The header's value; {@code name} in any case. */
    Optional<String> header(String name);

    /** All of it; nobody changes it. */
    byte[] body();

    /** Answers with all there is; the other way to answer is {@link #stream}, and the first that is called counts. */
    void reply(Reply reply);

    /** Answers with status 200 and {@code text/event-stream}, which begins at once. */
    EventSink stream(Map<String, String> headers);

    /** Whether a message of this many bytes is too large for now, as clients have so much to take already. */
    boolean isTooLargeNow(int bytes);

    /**
     * Looks from now on whether the client has left; {@code onGone} is called at most once, and not after the end of the
     * answer, unless that asked for input: then it may be, to say that none will come.
     */
    void watch(Runnable onGone);

    /** Whether somebody tries the server over REST, where tools that are switched off for clients can be called. */
    default boolean isTrial() {
        return false;
    }
}
