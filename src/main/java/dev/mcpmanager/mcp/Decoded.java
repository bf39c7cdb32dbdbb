package dev.mcpmanager.mcp;

/** What a line turned out to be. */
public sealed interface Decoded permits JsonRpcMessage, Decoded.NotJsonRpc {

    /**
     * It is no message.
     *
     * @param reason what is wrong with it, such as {@code is no JSON object}; at most 200 characters
     */
    record NotJsonRpc(String reason) implements Decoded {
        private static final int MAX_REASON = 200;

        public NotJsonRpc {
            reason = reason.substring(0, Math.min(reason.length(), MAX_REASON));
        }
    }
}
