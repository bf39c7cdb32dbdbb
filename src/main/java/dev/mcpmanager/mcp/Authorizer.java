package dev.mcpmanager.mcp;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What authorizes requests to one server beside its configured headers, as OAuth does. Implementations are thread-safe; no
 * method blocks, and no future fails.
 */
public interface Authorizer {

    /** For a server that gets its configured headers alone. */
    Authorizer NONE = new Authorizer() {
        @Override
        public CompletableFuture<Optional<String>> token() {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletableFuture<Optional<String>> refused(
                String method, int status, List<String> challenges, Optional<String> token) {
            return token();
        }

        @Override
        public void accepted(String method, Optional<String> token) {}

        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }
    };

    /** The access token for the next request; empty without one. */
    CompletableFuture<Optional<String>> token();

    /**
     * The server refused a request.
     *
     * @param method of JSON-RPC, or of HTTP where no message asks for something
     * @param status 401 or 403
     * @param challenges the values of {@code WWW-Authenticate}
     * @param token that the request had
     * @return another token to repeat it with; empty when it is to fail
     */
    CompletableFuture<Optional<String>> refused(
            String method, int status, List<String> challenges, Optional<String> token);

    /**
     * The server looked at a request, which it may have found wrong, rather than who sent it.
     *
     * @param method as of {@link #refused}
     * @param token that the request had
     */
    void accepted(String method, Optional<String> token);

    /** Why requests are refused, in words that go on after the server's name, with a remedy; empty if that is not known. */
    Optional<String> refusal();
}
