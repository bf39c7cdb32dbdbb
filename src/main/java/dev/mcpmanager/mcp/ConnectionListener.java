package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;

/**
 * Receives what a server sends that is no answer, in order, on the thread that reads it; blocking here makes the server
 * wait. What a method throws is logged and harms nothing.
 */
public interface ConnectionListener {

    /**
     * The server printed a line that is no message.
     *
     * @param line at most its first 64 KiB, bytes that are not UTF-8 replaced
     * @param length of the whole line, in bytes
     * @param reason what keeps it from being a message, such as {@code is no JSON object}
     */
    void stray(String line, int length, String reason);

    /** The server printed a line beyond the bound, or for which memory was too short, which was skipped; in bytes. */
    void oversize(long length);

    /** What may be told of the server's own words; asked for all that goes into an error or into {@link ServerInfo}. */
    default String redacted(String words) {
        return words;
    }

    default void notified(Notification notification) {}

    /** A message is about to go to the server; on any thread. */
    default void sending(JsonRpcMessage message) {}

    /** A message came from the server, of whatever kind. */
    default void received(JsonRpcMessage message) {}

    /** Something happened to the connection that its server's users should know: one sentence about the server. */
    default void notice(String message) {}
}
