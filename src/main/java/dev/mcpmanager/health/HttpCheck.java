package dev.mcpmanager.health;

import dev.mcpmanager.server.ServerDefinition;
import java.net.URI;
import java.util.Optional;

/**
 * What an HTTP probe asks, and what answer is healthy. Immutable.
 *
 * @param endpoint absolute, http or https
 * @param status the one that is healthy; without it, all below 500 are
 * @param body what the first 64 KiB of the body must contain
 */
public record HttpCheck(URI endpoint, Optional<Integer> status, Optional<String> body) {

    /** Of the server's health endpoint, if it has one. */
    public static Optional<HttpCheck> of(ServerDefinition server) {
        return server.healthEndpoint()
                .map(endpoint -> endpoint.startsWith("/")
                        ? "http://127.0.0.1:" + server.port().orElseThrow() + endpoint
                        : endpoint)
                .map(address -> new HttpCheck(
                        URI.create(address),
                        server.health().expectedStatus(),
                        server.health().expectedBody()));
    }

    /** Where it goes, without path and query, which may hold credentials. */
    String origin() {
        return origin(endpoint);
    }

    /** Scheme, host and, if it is there, port of an absolute address. */
    static String origin(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port;
    }

    @Override
    public String toString() {
        return "HttpCheck[" + origin() + "]";
    }
}
