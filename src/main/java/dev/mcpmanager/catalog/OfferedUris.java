package dev.mcpmanager.catalog;

import java.util.Optional;

/**
 * The URIs of resources of many servers side by side: each server's own, unless that is another's, too; then
 * {@code mcp+server:uri}. Stateless.
 */
public final class OfferedUris {
    private static final String SCHEME = "mcp+";

    private OfferedUris() {}

    /** A URI, or a template of one, that names its server. */
    record Qualified(String server, String uri) {}

    /** The URI that leads to this server whatever others offer. */
    public static String qualified(String server, String uri) {
        return SCHEME + server + ":" + uri;
    }

    /** What a URI says that names its server; empty for any other. */
    static Optional<Qualified> parse(String uri) {
        int colon = uri.indexOf(':');
        return uri.startsWith(SCHEME) && colon > 0
                ? Optional.of(new Qualified(uri.substring(SCHEME.length(), colon), uri.substring(colon + 1)))
                : Optional.empty();
    }
}
