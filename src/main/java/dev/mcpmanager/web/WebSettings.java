package dev.mcpmanager.web;

import java.util.Set;

/**
 * How the manager is reached. Immutable.
 *
 * @param host name or address to listen on
 * @param port to listen on; 0 takes a free one
 * @param allowedHosts further names under which clients may call, such as those of a reverse proxy: {@code host} for
 *     any port, or {@code host:port}
 * @param authentication whether calls need the access token or a browser session
 * @param maxMessageBytes longest MCP message of a client that is read
 */
public record WebSettings(
        String host, int port, Set<String> allowedHosts, boolean authentication, int maxMessageBytes) {
    public WebSettings {
        allowedHosts = Set.copyOf(allowedHosts);
    }
}
