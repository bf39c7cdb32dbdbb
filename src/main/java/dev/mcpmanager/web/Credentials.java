package dev.mcpmanager.web;

import dev.mcpmanager.auth.AccessToken;
import dev.mcpmanager.auth.BrowserSessions;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Tells whether a request carries the access token or the cookie of a browser session. Immutable and thread-safe. */
final class Credentials {
    private static final String BEARER = "Bearer ";

    private final AccessToken token;
    private final BrowserSessions sessions;

    Credentials(AccessToken token, BrowserSessions sessions) {
        this.token = token;
        this.sessions = sessions;
    }

    boolean areIn(Request request) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization != null) {
            return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    && token.matches(authorization.substring(BEARER.length()).strip());
        }
        String cookie = SessionCookie.name(Request.getLocalPort(request));
        for (HttpCookie candidate : Request.getCookies(request)) {
            if (candidate.getName().equals(cookie) && sessions.isOpen(candidate.getValue())) {
                return true;
            }
        }
        return false;
    }
}
