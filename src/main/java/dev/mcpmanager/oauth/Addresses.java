package dev.mcpmanager.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Addresses of OAuth: which may be asked, and where metadata is. Stateless. */
final class Addresses {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String WELL_KNOWN = "/.well-known/";
    private static final String RESOURCE = WELL_KNOWN + "oauth-protected-resource";
    private static final String ISSUER = WELL_KNOWN + "oauth-authorization-server";
    private static final String OPENID = WELL_KNOWN + "openid-configuration";

    private Addresses() {}

    static boolean isLoopback(URI address) {
        return LOOPBACK.contains(lower(address.getHost()));
    }

    /**
     * The address, if it may be asked for the sake of {@code server}: https, or http on loopback where the server is there,
     * too, so that no server elsewhere can have this machine's ports asked.
     */
    static Optional<URI> trusted(String text, URI server) {
        try {
            URI address = new URI(text);
            String scheme = lower(address.getScheme());
            boolean isSafe =
                    scheme.equals("https") || (scheme.equals("http") && isLoopback(address) && isLoopback(server));
            return Optional.of(address)
                    .filter(_ -> isSafe
                            && address.getHost() != null
                            && address.getRawUserInfo() == null
                            && address.getRawFragment() == null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Scheme, host and port. */
    static String origin(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return lower(address.getScheme()) + "://" + lower(address.getHost()) + port;
    }

    /** What a token for the server at {@code address} is bound to (RFC 8707, section 2), without a query, which may be secret. */
    static String resource(URI address) {
        return origin(address) + path(address);
    }

    /** Where a server's metadata may be (RFC 9728, section 3.1), to be tried in order. */
    static List<URI> resourceMetadata(URI server) {
        return Stream.of(RESOURCE + path(server), RESOURCE)
                .distinct()
                .map(path -> URI.create(origin(server) + path))
                .toList();
    }

    /** Where an issuer's metadata may be (RFC 8414, sections 3.1 and 5), to be tried in order. */
    static List<URI> issuerMetadata(URI issuer) {
        String path = withoutSlash(path(issuer));
        return Stream.of(ISSUER + path, OPENID + path, path + OPENID)
                .distinct()
                .map(each -> URI.create(origin(issuer) + each))
                .toList();
    }

    /** Whether what {@code resource} names is the server at {@code address}, or holds it, at the same origin. */
    static boolean covers(String resource, URI address) {
        try {
            URI named = new URI(resource);
            String path = withoutSlash(path(named));
            return named.isAbsolute()
                    && named.getHost() != null
                    && origin(named).equals(origin(address))
                    && (withoutSlash(path(address)).equals(path)
                            || path(address).startsWith(path + "/"));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String path(URI address) {
        String path = Optional.ofNullable(address.getRawPath()).orElse("");
        return path.equals("/") ? "" : path;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String lower(String text) {
        return Optional.ofNullable(text).orElse("").toLowerCase(Locale.ROOT);
    }
}
