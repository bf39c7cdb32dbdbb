package dev.mcpmanager.mcp;

import java.util.Map;

/**
 * How to speak to a server over HTTP. Immutable.
 *
 * @param headers that every request carries: of a legacy server its protocol version and, if it gave one, its session's id
 */
record HttpSession(Era era, Map<String, String> headers) {
    static final String VERSION_HEADER = "MCP-Protocol-Version";
    static final String ID_HEADER = "Mcp-Session-Id";

    HttpSession {
        headers = Map.copyOf(headers);
    }

    boolean isToBeEnded() {
        return headers.containsKey(ID_HEADER);
    }

    /** The session's id is as good as a credential. */
    @Override
    public String toString() {
        return "HttpSession[" + era + "]";
    }
}
