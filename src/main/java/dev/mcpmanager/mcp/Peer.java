package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;

/**
 * Stands for the clients of a server whose connection they share. Called in the order in which the server wrote, on the
 * thread that reads its stdout; must not block.
 */
public interface Peer {

    void notified(Notification notification);

    /** The server asks something other than {@code ping}; to be answered by {@link StdioConnection#send}. */
    void requested(Request request);

    /** The connection is closing; told once, before the requests that were under way fail. */
    void closed();
}
