package dev.mcpmanager.oauth;

import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where browsers, and authorization servers, find the manager. Thread-safe; {@link #listensOn} comes before the rest. */
public final class ManagerAddress {
    public static final String CALLBACK = "/oauth/callback";
    public static final String CLIENT_DOCUMENT = "/oauth/client.json";

    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");

    private final String host;
    private final Optional<URI> publicUrl;
    private volatile int port;

    /**
     * @param host on which it listens
     * @param publicUrl under which everybody reaches it: scheme, host and port
     */
    public ManagerAddress(String host, Optional<URI> publicUrl) {
        String bound = EVERY_ADDRESS.contains(host) ? "127.0.0.1" : host;
        this.host = bound.contains(":") && !bound.startsWith("[") ? "[" + bound + "]" : bound;
        this.publicUrl = publicUrl;
    }

    /** Reads an address for others: https, or http on loopback, without a path; empty if it is none. */
    public static Optional<URI> publicUrl(String text) {
        String origin = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return Addresses.trusted(origin, URI.create("http://localhost"))
                .filter(url -> Addresses.origin(url).equalsIgnoreCase(origin));
    }

    /** To be called as soon as it does. */
    public void listensOn(int listening) {
        port = listening;
    }

    private URI base() {
        return publicUrl.orElseGet(() -> URI.create("http://" + host + ":" + port));
    }

    /** The page of a server. */
    String page(String serverName) {
        return base() + "/servers/" + serverName;
    }

    /**
     * Where the browser comes back with a code.
     *
     * @throws ProblemException Conflict if that would be plain http over a network
     */
    String redirectUri() {
        URI base = base();
        if (!base.getScheme().equals("https") && !Addresses.isLoopback(base)) {
            throw new ProblemException(new Problem.Conflict("Signing in would send codes unencrypted to " + base
                    + ": set public-url to an https address of this manager, or listen on 127.0.0.1"));
        }
        return base + CALLBACK;
    }

    boolean isOnLoopback() {
        return Addresses.isLoopback(base());
    }

    /** Where authorization servers can read who the manager is; empty if they cannot reach it. */
    Optional<String> clientDocument() {
        return publicUrl.filter(url -> url.getScheme().equals("https")).map(url -> url + CLIENT_DOCUMENT);
    }
}
