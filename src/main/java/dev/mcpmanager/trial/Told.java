package dev.mcpmanager.trial;

import tools.jackson.databind.node.ObjectNode;

/** What happens in the middle of a call. Immutable, as nobody changes what it holds any more. */
public sealed interface Told {

    /** The call in which it does. */
    String callId();

    /**
     * The server tells something, such as {@code notifications/progress}.
     *
     * @param message a JSON-RPC notification
     */
    record Notified(String callId, ObjectNode message) implements Told {}

    /**
     * The server asks for {@code elicitation/create}, and waits.
     *
     * @param question to be named with the answer
     * @param params of the request
     */
    record Asked(String callId, String question, ObjectNode params) implements Told {}

    /** The server does not wait for the answer any more: it was given, or did not come in time, or the call is over. */
    record Settled(String callId, String question, String action) implements Told {}
}
