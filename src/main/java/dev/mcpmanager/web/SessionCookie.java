package dev.mcpmanager.web;

import dev.mcpmanager.auth.BrowserSessions;

/** The cookie of a browser session; stateless. */
final class SessionCookie {
    private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=";

    private SessionCookie() {}

    /** Browsers share cookies between the ports of a host, so that two managers there need two names. */
    static String name(int port) {
        return "mcp-manager-" + port;
    }

    /** Value of a {@code Set-Cookie} header. */
    static String set(int port, String session) {
        return name(port) + "=" + session + ATTRIBUTES + BrowserSessions.LIFETIME.toSeconds();
    }

    /** Value of a {@code Set-Cookie} header that makes the browser forget the session. */
    static String clear(int port) {
        return name(port) + "=" + ATTRIBUTES + "0";
    }
}
