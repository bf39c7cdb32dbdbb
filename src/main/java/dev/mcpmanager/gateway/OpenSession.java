package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;

/** A legacy client's session, with one server or with all, as the door sees it. Thread-safe. */
sealed interface OpenSession permits LegacySession, JoinedSession {

    LegacyClient client();

    /** Answers a request, sooner or later. */
    void request(Request request, HttpExchange exchange);

    /** The client tells something other than that it cancels a request. */
    void notified(Notification notification);

    /** Nothing of it is to be served any more. */
    void end();
}
