package dev.mcpmanager.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** What addresses that users give may look like; stateless. */
public final class Urls {
    private static final int MAX_PORT = 65_535;

    private Urls() {}

    /** The address of an HTTP server, or a noted error. */
    public static Optional<URI> absolute(InputObject input, String field, String text) {
        try {
            URI uri = new URI(text);
            if (!isHttp(uri) || uri.getHost() == null) {
                input.refuse(field, "must be an absolute http:// or https:// address");
                return Optional.empty();
            }
            if (uri.getPort() > MAX_PORT) {
                input.refuse(field, "must not have a port above " + MAX_PORT);
                return Optional.empty();
            }
            if (uri.getRawUserInfo() != null) {
                input.refuse(field, "must not carry a user or password, which would be shown: use a header");
                return Optional.empty();
            }
            if (uri.getRawFragment() != null) {
                input.refuse(field, "must not have a #fragment");
                return Optional.empty();
            }
            return Optional.of(uri);
        } catch (URISyntaxException e) {
            input.refuse(field, "is not a legal address");
            return Optional.empty();
        }
    }

    /** A path on a server, such as {@code /mcp}, or a noted error. */
    static Optional<String> path(InputObject input, String field, String text) {
        try {
            URI uri = new URI(text);
            if (text.startsWith("/") && uri.getRawAuthority() == null && uri.getRawFragment() == null) {
                return Optional.of(text);
            }
        } catch (URISyntaxException e) {
            // refused below, as any other text that is no path
        }
        input.refuse(field, "must be a path such as /mcp");
        return Optional.empty();
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }
}
