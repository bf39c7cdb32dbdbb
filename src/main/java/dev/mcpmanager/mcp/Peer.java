package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import java.util.Optional;

/**
 * Stands for the clients of a server whose connection they share. Called on the threads that read what the server writes,
 * in its order as far as it has one: all of it over stdio, each stream over HTTP. Must not block.
 */
public interface Peer {

    /**
     * The server tells something.
     *
     * @param call on whose stream it came; empty where nothing tells that
     */
    void notified(Notification notification, Optional<AnswerListener> call);

    /**
     * The server asks something other than {@code ping}; to be answered by {@link McpConnection#send}.
     *
     * @param call on whose stream it came; empty where nothing tells that
     */
    void requested(Request request, Optional<AnswerListener> call);

    /** The server has forgotten what it was told, such as subscriptions; its new session is open. */
    void renewed();

    /** The connection is closing; told once, before the requests that were under way fail. */
    void closed();
}
